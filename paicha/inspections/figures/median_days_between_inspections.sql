-- name: median_days_between_inspections
-- version: 1
-- measure: median
-- unit: day
-- grain: inspection
-- better: neither
-- zh: 检查间隔天数中位数
-- en: Median days between inspections
-- sentence.zh: 期间内每次实际检查与同一单位上一次实际检查（不限期间、来源和类别）相隔天数的中位数；首次检查没有间隔，不计入；同一天的两次检查间隔为0天。
-- sentence.en: Median number of days from the unit's previous held inspection, of whatever date, source and family, to each inspection held in the period; a first inspection has no gap and is left out, and two on one day are 0 days apart.
with gaps as (
    select
        inspection,
        date_diff('day', lag(done_on) over (partition by unit order by done_on, inspection), done_on) as days
    from inspection_all
    where held
)
select i.inspection as key, i.grp, g.days as amount
from inspection_at i
join gaps g on g.inspection = i.inspection
where i.held and g.days is not null
