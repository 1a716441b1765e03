-- name: overdue_rate
-- version: 1
-- number: 23
-- measure: share
-- unit: share
-- grain: finding
-- zh: 逾期率
-- en: Overdue findings
-- sentence.zh: 期间内发现、统计日尚未销号且有期限的问题中，现行期限（含延期）早于统计日的所占比例；期限当日不算逾期，没有期限的不计入。
-- sentence.en: Findings whose current deadline, extensions included, is before the day, out of the findings raised in the period that are open on the day and have a deadline; on the day of the deadline a finding is not overdue.
select finding as key, grp, deadline < $on as hit
from finding_at
where state in ('open', 'reported') and deadline is not null
