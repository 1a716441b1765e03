-- name: inspections_with_major_rate
-- version: 1
-- measure: share
-- unit: share
-- grain: inspection
-- better: lower
-- zh: 查出重大问题的检查占比
-- en: Inspections with a major finding
-- sentence.zh: 期间内至少列出一条重大问题的检查次数，占实际进行的检查次数的比例；来源没有分级的问题不作为重大问题计算。
-- sentence.en: Inspections that list at least one major finding, out of the inspections held in the period; findings that their source does not grade do not count as major.
select inspection as key, grp, listed_major > 0 as hit
from inspection_at
where held
