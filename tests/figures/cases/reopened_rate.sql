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
    count(case when exists (
        select 1 from held
        where held.finding = closure.finding and held.state in ('open', 'reported')
          and held.valid_on > closure.closed_on and held.valid_on <= add_days(closure.closed_on, 90)
    ) then 1 end) as numerator,
    count(*) as denominator
from closure
where add_days(closed_on, 90) <= %(on)s
