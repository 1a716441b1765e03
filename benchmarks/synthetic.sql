-- The records of synthetic.py, made from numbers alone, so that they are the same each time and on each database.
-- Each table carries the name and the columns of the operational table it becomes. Words after a dollar sign are filled in by synthetic.py.

CREATE MACRO mixed(n, salt, below) AS ((n * 2654435761 + salt * 97531) % 4294967296 // 256) % below;

-- city 1 > districts > streets > shops; trades > trade > the same shops
CREATE TABLE unit AS
    SELECT n AS id,
        CASE WHEN n = 1 THEN 'city' WHEN n < $street THEN 'district' WHEN n < $shop THEN 'street' ELSE 'shop' END AS kind,
        CASE WHEN n = 1 THEN NULL WHEN n < $street THEN 1 WHEN n < $shop THEN $district + n % $districts
            ELSE $street + mixed(n, 2, $streets) END AS parent,
        $trade + mixed(n, 1, $trades) AS trade
    FROM range(1, $units + 1) t(n)
    UNION ALL SELECT $trade - 1, 'trades', NULL, NULL
    UNION ALL SELECT $trade + n, 'trade', NULL, NULL FROM range($trades) t(n);

CREATE TABLE orgs_unit AS
    SELECT id, 'u' || id AS code, kind || ' ' || id AS name, kind, kind = 'shop' AS inspected, '' AS address,
        '{}' AS attributes, CASE WHEN kind = 'shop' THEN DATE '2021-01-01' END AS opened_on
    FROM unit ORDER BY id;

CREATE TABLE orgs_placement AS
    WITH RECURSIVE territory AS (
        SELECT id, parent, '/' || id || '/' AS path, 0 AS depth FROM unit WHERE id = 1
        UNION ALL
        SELECT u.id, u.parent, t.path || u.id || '/', t.depth + 1 FROM unit u JOIN territory t ON u.parent = t.id
    ), placed(line_id, unit_id, parent_id, path, depth) AS (
        SELECT 1, id, parent, path, depth FROM territory
        UNION ALL SELECT 2, id, NULL, '/' || id || '/', 0 FROM unit WHERE kind = 'trades'
        UNION ALL SELECT 2, id, $trade - 1, '/' || ($trade - 1) || '/' || id || '/', 1 FROM unit WHERE kind = 'trade'
        UNION ALL SELECT 2, id, trade, '/' || ($trade - 1) || '/' || trade || '/' || id || '/', 2 FROM unit WHERE kind = 'shop'
    )
    SELECT row_number() OVER (ORDER BY line_id, depth, unit_id) AS id, * FROM placed ORDER BY id;

CREATE TABLE orgs_unitchange AS
    SELECT id, $base + 1 AS position, unhex(sha256('u' || id)) AS digest, id AS unit, kind, inspected, opened_on
    FROM orgs_unit ORDER BY id;

CREATE TABLE orgs_placementchange AS
    SELECT id, $base + 2 AS position, unhex(sha256('p' || id)) AS digest, id AS placement, line_id AS line, unit_id AS unit,
        parent_id AS parent, path, depth, true AS present
    FROM orgs_placement ORDER BY id;

-- Twenty kinds of life, of 60 steps together: r(aised) m(erged) e(xtended) c(losed) o(pened again).
CREATE TABLE life AS
    SELECT row_number() OVER () - 1 AS kind, verbs
    FROM (SELECT unnest(['r', 'r', 'rc', 'rc', 'rc', 'rc', 'rc', 'rc', 'rec', 'rec', 'rec', 'rec', 'rec', 'rmec', 'rmec',
        'rmec', 'rcoc', 'rcoc', 'rcoc', 'rmecomc']) AS verbs);

CREATE TABLE happened AS
    SELECT n AS finding, seq, substr(verbs, seq, 1) AS verb, raised_on,
        CAST(raised_on + CAST((seq - 1) * (7 + mixed(n, 8, 21)) AS INTEGER) AS DATE) AS valid_on,
        $shop + mixed(n, 3, $units - $shop + 1) AS unit, 1 + mixed(n, 4, 3) // 2 AS line, $item + mixed(n, 5, $items) AS item,
        mixed(n, 6, 5) = 0 AS major
    FROM (SELECT n, CAST(DATE '2021-01-01' + CAST(n * 1400 // $findings AS INTEGER) AS DATE) AS raised_on
        FROM range(1, $findings + 1) t(n))
    JOIN life ON life.kind = n % 20
    JOIN range(1, 8) t(seq) ON seq <= length(verbs);

CREATE TABLE findings_step AS
    SELECT row_number() OVER by_day AS id,
        $base + 3 + (row_number() OVER by_day - 1) * ($entries - 2) // (SELECT count(*) FROM happened) AS position,
        unhex(sha256('s' || finding || '/' || seq)) AS digest, finding, seq,
        CASE verb WHEN 'r' THEN 'raise' WHEN 'm' THEN 'merge' WHEN 'e' THEN 'extend' WHEN 'c' THEN 'close' ELSE 'reopen' END
            AS verb,
        valid_on, unit, line, item, CASE WHEN major THEN 'major' ELSE 'general' END AS severity, major, true AS graded,
        'synthetic' AS source, 'round' AS family, 'g' || unit % 7 AS inspector_group, raised_on, '' AS reason,
        CASE verb WHEN 'c' THEN 'closed' ELSE 'open' END AS state, 1 AS extent, raised_on + 30 AS original_deadline,
        CAST(raised_on + 30 * (1 + CAST(count(*) FILTER (verb = 'e') OVER of_one AS INTEGER)) AS DATE) AS deadline,
        CASE verb WHEN 'c' THEN valid_on END AS closed_on, CASE verb WHEN 'c' THEN 'verified' END AS basis,
        CASE verb WHEN 'c' THEN 'independent' END AS independence, count(*) FILTER (verb = 'e') OVER of_one AS extensions,
        count(*) FILTER (verb IN ('r', 'm')) OVER of_one AS listings, count(*) FILTER (verb = 'm') OVER of_one AS merges,
        count(*) FILTER (verb = 'c') OVER of_one AS closures, count(*) FILTER (verb = 'o') OVER of_one AS reopenings,
        count(*) FILTER (verb = 'o') OVER of_one > 0 AS repeat
    FROM happened
    WINDOW by_day AS (ORDER BY valid_on, seq, finding), of_one AS (PARTITION BY finding ORDER BY seq)
    ORDER BY id;

CREATE TABLE findings_finding AS
    SELECT finding AS id, unit AS unit_id, line AS line_id, item AS item_id,
        CASE WHEN major THEN $grade_major ELSE $grade_general END AS grade_id, source, family, inspector_group, '' AS note,
        raised_on, false AS provisional, seq AS steps, state, extent, original_deadline, deadline, closed_on, basis,
        independence, extensions, listings, merges, closures, reopenings, repeat
    FROM findings_step QUALIFY seq = max(seq) OVER (PARTITION BY finding) ORDER BY id;

CREATE TABLE ledger_entry AS
    SELECT $base + n AS position, CAST(md5('e' || n) AS UUID) AS id, 'findings.followed' AS kind,
        TIMESTAMP '2021-01-01 00:00:00' + to_hours(CAST(n AS INTEGER)) AS at, 1 AS by, '' AS subject, '{}' AS words,
        '{}' AS covers, unhex(sha256('e' || n)) AS leaf
    FROM range(1, $entries + 1) t(n)
