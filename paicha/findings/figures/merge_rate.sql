-- name: merge_rate
-- version: 1
-- number: 11
-- measure: share
-- unit: share
-- grain: finding
-- better: neither
-- zh: 合并率
-- en: Merge rate
-- sentence.zh: 期间内发现的问题截至统计日被列出的次数中，因问题尚未销号而并入原问题的次数所占比例；已撤销的不计入。
-- sentence.en: Listings merged into a finding that was still open, out of all listings as of the day of the findings raised in the period; withdrawn findings are left out.
select finding as key, grp, merges as numerator, listings as denominator
from finding_at
where state <> 'withdrawn'
