-- name: inspection_coverage_rate
-- version: 1
-- measure: share
-- unit: share
-- grain: unit
-- better: higher
-- period: query
-- zh: 检查覆盖率
-- en: Inspection coverage
-- sentence.zh: 期间内至少接受过一次实际检查的单位数，占期间内在册受检单位数的比例；在册的口径与在册单位数相同。
-- sentence.en: Units with at least one inspection held in the period, out of the units subject to inspection that were open in the period, as the figure of units open counts them.
with visited as (
    select distinct unit
    from inspection_all
    where held and done_on between $from and $to
)
select u.unit as key, u.grp, v.unit is not null as hit
from unit_at u
left join visited v on v.unit = u.unit
where u.inspected
    and u.opened_on <= $to
    and (u.closed_on is null or u.closed_on >= $from)
