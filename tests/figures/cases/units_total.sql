with scoped as (
    select unit_id as unit from orgs_placement where line_id = %(line)s and path >= %(path)s and path < %(end)s
),
present as (
    select id as unit from orgs_unit
    where inspected and opened_on <= %(to)s and opened_on <= %(on)s and (closed_on is null or closed_on >= %(from)s)
      and id in (select unit from scoped)
)
select count(*) as numerator
from present
