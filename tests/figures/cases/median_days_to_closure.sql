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
)
select
    days_between(
        asked.raised_on,
        coalesce(min(closure.closed_on), case when asked.basis = 'inferred' then asked.closed_on else %(on)s end)
    ) as days,
    min(closure.closed_on) is not null as event
from asked left join closure on closure.finding = asked.finding
group by asked.finding, asked.raised_on, asked.basis, asked.closed_on
