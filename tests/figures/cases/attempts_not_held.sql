with scoped as (
    select unit_id as unit from orgs_placement where line_id = %(line)s and path >= %(path)s and path < %(end)s
)
select count(*) as numerator
from inspections_inspection
where not held and done_on between %(from)s and %(to)s and done_on <= %(on)s
  and unit_id in (select unit from scoped)
