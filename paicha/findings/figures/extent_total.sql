-- name: extent_total
-- version: 1
-- measure: sum
-- unit: case
-- grain: finding
-- better: neither
-- zh: 问题点数
-- en: Extent of findings
-- sentence.zh: 期间内发现的问题所涉及的处数合计；来源只有数量的，即各严重程度的数量之和；已撤销的不计入。
-- sentence.en: Deficient cases over all findings raised in the period; where the source has only numbers, the sum of those numbers; withdrawn findings are left out.
select finding as key, grp, extent as amount
from finding_at
where state <> 'withdrawn'
