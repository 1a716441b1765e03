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
)
select count(case when state = 'closed' and basis = 'verified' then 1 end) as numerator, count(*) as denominator
from asked
where original_deadline <= %(on)s
