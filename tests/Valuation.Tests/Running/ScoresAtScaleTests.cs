using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ledger.Valuation.Tests.Running;

/// <summary>Scores over ten thousand accepted appraisals with a later sale each, live on a real PostgreSQL.</summary>
public sealed class ScoresAtScaleTests(RunningPanel running)
{
    private const int Cases = 10_000;

    [Fact]
    public async Task Ten_thousand_appraisals_are_scored_live()
    {
        using var auditor = await running.AtDeskAsync("auditor", "R", "regulator");
        await running.CountAsync(
            $$"""
            insert into appraisal_scoring (tenant_id, id, reference, agreement, agreement_version, party, kind, effective_on, currency, claimed, estimate, accepted, capped, valuer, valuer_of, accepted_at, voided, evidence)
            select 'taihu', md5('case' || i)::uuid, 'S-' || i, 'taihu-2025', 1, 'P' || i % 300, 'supplies', date '2024-01-01' + i % 300, 'CNY',
                (120000 + i % 9973) || '.00', (100000 + i % 7919) || '.50', (100000 + i % 7919) || '.50', true, 'scaled-' || i % 25, 'V', timestamptz '2024-02-01' + i % 300 * interval '1 day', false,
                array[md5('item' || i % 2000)::uuid, md5('item' || i % 37)::uuid]
            from generate_series(1, {{Cases}}) i;
            insert into mt_doc_latersale (tenant_id, id, data)
            select 'taihu', md5('sale' || i)::uuid, jsonb_build_object('id', md5('sale' || i)::uuid, 'recorded', jsonb_build_object('appraisal', md5('case' || i)::uuid, 'of', 'asset', 'evidence', 's',
                'evidenceId', md5('x')::uuid, 'evidenceSource', jsonb_build_object('ev', md5('x')::uuid, 'ph', repeat('a', 64)), 'price', jsonb_build_object('amount', (95000 + i % 9001) || '.25', 'currency', 'CNY'),
                'timeFactor', '1', 'on', '2025-06-01', 'place', 'CN-32', 'by', jsonb_build_object('person', 'p', 'organisation', 'o'), 'at', '2025-06-02T00:00:00Z'))
            from generate_series(1, {{Cases}}) i;
            select count(*) from appraisal_scoring
            """);
        foreach (var (path, first) in new[]
        {
            ("market?by=kind", "supplies"), ("market?by=appraiser", null), ("claims?by=party", null), ("claims?by=month", null), ("thresholds", null), ("round-numbers", null), ("repeated-comparables", (string?)null),
        })
        {
            var watch = Stopwatch.StartNew();
            using var answer = await auditor.GetAsync($"valuation-scores/{path}", TestContext.Current.CancellationToken);
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, page.ToString());
            TestContext.Current.TestOutputHelper!.WriteLine($"{path}: {watch.ElapsedMilliseconds} ms");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{path}: {watch.Elapsed}");
            Assert.True(page.GetProperty("cases").GetInt32() >= Cases);
            var items = page.GetProperty("items");
            if (first is not null) Assert.Equal(Cases, items.EnumerateArray().Single(item => item.GetProperty("group").GetString() == first).GetProperty("sales").GetInt32());
            if (path != "claims?by=party") continue;
            // 300 parties are more than a page: the cursor leads on to the rest.
            Assert.Equal(200, items.GetArrayLength());
            var rest = await auditor.GetFromJsonAsync<JsonElement>($"valuation-scores/{path}&after={Uri.EscapeDataString(page.GetProperty("next").GetString()!)}", TestContext.Current.CancellationToken);
            Assert.True(rest.GetProperty("items").GetArrayLength() >= 100);
        }
    }
}
