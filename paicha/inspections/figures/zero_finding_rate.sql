-- name: zero_finding_rate
-- version: 1
-- number: 14
-- measure: share
-- unit: share
-- grain: inspection
-- better: higher
-- zh: 零问题检查率
-- en: Inspections without findings
-- sentence.zh: 期间内没有列出任何问题的检查次数，占实际进行的检查次数的比例。
-- sentence.en: Inspections that list no finding, out of the inspections held in the period.
select inspection as key, grp, listed = 0 as hit
from inspection_at
where held
