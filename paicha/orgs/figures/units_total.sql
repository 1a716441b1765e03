-- name: units_total
-- version: 1
-- measure: count
-- unit: unit
-- grain: unit
-- period: query
-- zh: 在册单位数
-- en: Units open
-- sentence.zh: 期间内至少有一天在册的受检单位数：启用日（未记录的视为一直在册，导入数据以首次检查日为启用日）不晚于期末，且未在期初之前关闭；期初当日关闭的计入。
-- sentence.en: Units subject to inspection that were open on at least one day of the period: opened on or before its last day (a unit without a recorded opening counts as always open; an import takes the first inspection as the opening) and not closed before its first day.
select unit as key, grp
from unit_at
where inspected
    and (opened_on is null or opened_on <= $to)
    and (closed_on is null or closed_on >= $from)
