with scoped as (
    select unit_id as unit from orgs_placement where line_id = %(line)s and path >= %(path)s and path < %(end)s
),
visit as (
    select unit_id as unit, done_on, lag(done_on) over (partition by unit_id order by done_on, id) as previous
    from inspections_inspection
    where held
)
select days_between(previous, done_on) as days
from visit
where previous is not null and done_on between %(from)s and %(to)s and done_on <= %(on)s
  and unit in (select unit from scoped)
