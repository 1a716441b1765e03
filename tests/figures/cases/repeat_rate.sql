with scoped as (
    select unit_id as unit from orgs_placement where line_id = %(line)s and path >= %(path)s and path < %(end)s
),
standing as (  -- each finding as the last of its steps up to the day left it
    select this.*
    from findings_step this
    where this.valid_on <= %(on)s
      and not exists (
          select 1 from findings_step later
          where later.finding = this.finding and later.valid_on <= %(on)s
            and (later.valid_on > this.valid_on or (later.valid_on = this.valid_on and later.seq > this.seq))
      )
),
asked as (
    select * from standing
    where state <> 'withdrawn' and raised_on between %(from)s and %(to)s and unit in (select unit from scoped)
),
held as (  -- steps that still held at the end of their day
    select this.*
    from findings_step this
    where this.valid_on <= %(on)s
      and not exists (
          select 1 from findings_step later
          where later.finding = this.finding and later.valid_on = this.valid_on and later.seq > this.seq
      )
),
closure as (
    select distinct asked.finding, asked.unit, asked.item, held.closed_on
    from asked join held on held.finding = asked.finding
    where held.state = 'closed' and held.basis = 'verified'
),
again as (  -- the item asked once more at the unit, and whether it failed
    select closure.finding, closure.closed_on, coalesce(answer.result, 'met') as result
    from closure
    join inspections_inspection inspection on inspection.unit_id = closure.unit
    join inspections_edition edition
        on edition.inspection = inspection.id and edition.edition = inspection.edition
    join checklists_versionitem asks on asks.version = edition.version and asks.item = closure.item
    left join inspections_answer answer
        on answer.inspection = inspection.id and answer.edition = inspection.edition and answer.item = closure.item
    where inspection.held and inspection.done_on <= %(on)s
      and inspection.done_on > closure.closed_on and inspection.done_on <= add_months(closure.closed_on, 12)
)
select
    count(distinct case when result = 'failed' then cast(finding as text) || ' ' || cast(closed_on as text) end) as numerator,
    count(distinct cast(finding as text) || ' ' || cast(closed_on as text)) as denominator
from again
where result <> 'na'
