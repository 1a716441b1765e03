-- name: closure_rate_all
-- version: 1
-- number: 16
-- measure: share
-- unit: share
-- grain: finding
-- better: higher
-- zh: 销号率
-- en: Closure rate
-- sentence.zh: 期间内发现的问题中，截至统计日经复查销号的问题数，占发现问题总数的比例；推断销号的和销号后重新打开的不算已销号，已撤销的不计入。
-- sentence.en: Findings closed by verification as of the day, out of all findings raised in the period; inferred closures and findings reopened since do not count as closed, withdrawn findings are left out.
select finding as key, grp, coalesce(state = 'closed' and basis = 'verified', false) as hit
from finding_at
where state <> 'withdrawn'
