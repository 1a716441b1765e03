with scoped as (
    select unit_id as unit from orgs_placement where line_id = %(line)s and path >= %(path)s and path < %(end)s
),
held as (
    select id, unit_id as unit, edition, done_on, failed
    from inspections_inspection
    where held and done_on between %(from)s and %(to)s and done_on <= %(on)s
      and unit_id in (select unit from scoped)
),
checked as (  -- every item of the version, once for each inspection
    select coalesce(answer.result, 'met') as result
    from held
    join inspections_edition edition on edition.inspection = held.id and edition.edition = held.edition
    join checklists_versionitem asks on asks.version = edition.version
    left join inspections_answer answer
        on answer.inspection = held.id and answer.edition = held.edition and answer.item = asks.item
)
select count(case when result = 'failed' then 1 end) as numerator, count(*) as denominator
from checked
where result <> 'na'
