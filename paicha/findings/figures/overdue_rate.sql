-- name: overdue_rate
-- version: 1
-- number: 23
-- measure: share
-- unit: share
-- grain: finding
-- better: lower
-- zh: 逾期率
-- en: Overdue findings
-- sentence.zh: 期间内发现、统计日尚未销号的问题中，现行期限（含延期）早于统计日的所占比例；期限当日不算逾期，没有期限的不算逾期但计入分母。
-- sentence.en: Findings whose current deadline, extensions included, is before the day, out of the findings raised in the period that are open on the day; on the day of the deadline a finding is not overdue, and one without a deadline never is.
select finding as key, grp, coalesce(deadline < $on, false) as hit
from finding_at
where state in ('open', 'reported')
