-- name: median_days_to_closure
-- version: 1
-- number: 21
-- measure: survival
-- unit: day
-- grain: finding
-- better: neither
-- zh: 整改时长中位数
-- en: Median days to closure
-- sentence.zh: 期间内发现的问题从发现到首次经复查销号的天数中位数（Kaplan-Meier 估计），分母为全部发现的问题：截至统计日未经复查销号的，按截至统计日仍未完成处理；推断销号的，只观察到推断销号之日；已撤销的不计入；过半尚未销号时没有中位数。
-- sentence.en: Kaplan-Meier median of the days from raising a finding to its first closure by verification, over all findings raised in the period: those not closed as of the day are censored on it, those whose closure is inferred on the date of that closure; withdrawn findings are left out, and there is no median while more than half remain.
with verified as (
    select finding, min(valid_from) as closed_on
    from finding_history
    where state = 'closed' and basis = 'verified'
    group by finding
)
select
    f.finding as key,
    f.grp,
    date_diff('day', f.raised_on, coalesce(v.closed_on, f.closed_on, $on)) as days,
    v.closed_on is not null as event
from finding_at f
left join verified v on v.finding = f.finding
where f.state <> 'withdrawn'
