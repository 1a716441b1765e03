-- name: failed_inspection_rate
-- version: 1
-- measure: share
-- unit: share
-- grain: inspection
-- better: lower
-- zh: 检查不合格率
-- en: Failed inspections
-- sentence.zh: 期间内结果为不合格的检查次数，占实际进行的检查次数的比例；何种结果为不合格由来源的对照规则规定。
-- sentence.en: Inspections with a failing result, out of the inspections held in the period; which results fail is laid down by the mapping of the source.
select inspection as key, grp, failed as hit
from inspection_at
where held
