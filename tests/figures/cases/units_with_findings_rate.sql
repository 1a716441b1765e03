with scoped as (
    select unit_id as unit from orgs_placement where line_id = %(line)s and path >= %(path)s and path < %(end)s
),
held as (
    select id, unit_id as unit, edition, done_on, failed
    from inspections_inspection
    where held and done_on between %(from)s and %(to)s and done_on <= %(on)s
      and unit_id in (select unit from scoped)
),
listed as (  -- an item that failed, or a severity of which a source that only counts had some
    select held.id, held.unit, answer.severity
    from held join inspections_answer answer on answer.inspection = held.id and answer.edition = held.edition
    where answer.result = 'failed'
    union all
    select held.id, held.unit, grade.code
    from held
    join findings_finding finding on finding.inspection = held.id and finding.item_id is null
    join checklists_grade grade on grade.id = finding.grade_id
    where finding.state <> 'withdrawn'
)
select
    (select count(distinct unit) from listed) as numerator,
    (select count(distinct unit) from held) as denominator
