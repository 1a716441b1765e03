-- name: closure_rate_due
-- version: 1
-- number: 17
-- measure: share
-- unit: share
-- grain: finding
-- better: higher
-- zh: 到期销号率
-- en: Closure rate of findings due
-- sentence.zh: 期间内发现、原定期限在统计日当日或之前的问题中，截至统计日经复查销号的所占比例；推断销号的不算，没有期限的和已撤销的不计入。
-- sentence.en: Findings closed by verification as of the day, out of the findings raised in the period whose original deadline is on or before the day; inferred closures do not count, findings without a deadline and withdrawn ones are left out.
select finding as key, grp, coalesce(state = 'closed' and basis = 'verified' and closed_on <= $on, false) as hit
from finding_at
where state <> 'withdrawn' and original_deadline <= $on
