with scoped as (
    select unit_id as unit from orgs_placement where line_id = %(line)s and path >= %(path)s and path < %(end)s
),
held as (
    select id, unit_id as unit, edition, done_on, failed
    from inspections_inspection
    where held and done_on between %(from)s and %(to)s and done_on <= %(on)s
      and unit_id in (select unit from scoped)
)
select count(*) as numerator
from held
