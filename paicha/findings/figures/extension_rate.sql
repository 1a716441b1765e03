-- name: extension_rate
-- version: 1
-- number: 25
-- measure: share
-- unit: share
-- grain: finding
-- better: lower
-- zh: 延期率
-- en: Findings extended
-- sentence.zh: 期间内发现、原定期限在统计日当日或之前的问题中，截至统计日至少获准延期一次的所占比例；已撤销的不计入。
-- sentence.en: Findings with at least one extension granted as of the day, out of the findings raised in the period whose original deadline is on or before the day; withdrawn findings are left out.
select finding as key, grp, extensions > 0 as hit
from finding_at
where state <> 'withdrawn' and original_deadline <= $on
