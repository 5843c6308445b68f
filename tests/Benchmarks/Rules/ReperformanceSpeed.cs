using System.Globalization;
using System.Text.Json;
using Ledger.Benchmarks.Measuring;
using Ledger.Rules;

namespace Ledger.Benchmarks.Rules;

/// <summary>
/// Exported snapshots of valuations calculated again: from the bytes of the file to the verdict that every byte is the same, as
/// `rules reperform` does it. Five comparables each, an index series, evidence with hashes. Every round demands that all are the same.
/// </summary>
internal static class ReperformanceSpeed
{
    private const int Snapshots = 10_000;

    public static void Run(Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress($"reperformance: {Snapshots} snapshots");
        var random = new SplitMix64(Sample.Facts.Seed);
        var files = Enumerable.Range(0, Snapshots).Select(i => Export(i, random)).ToList();
        var samples = new List<double>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            samples.Add(Stopped.Seconds(() => Reperform(files)));
        }

        output.Write(new Measurement("rules/reperformance/10000", "s", 1, samples)
        {
            Aim = Stopped.Below(60, samples),
            Details = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["snapshotsPerSecond"] = Digits.Four(Snapshots / Summary.Of(samples).Median), ["sameBytes"] = Snapshots,
                ["bytesPerSnapshot"] = files.Sum(file => (long)file.Length) / Snapshots,
            },
        });
    }

    private static void Reperform(List<byte[]> files)
    {
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(file);
            var read = ValuationSnapshot.Read(document.RootElement);
            if (read.Value is not { } snapshot || !SnapshotReperformance.Of(snapshot).Same || !snapshot.Bytes().AsSpan().SequenceEqual(file))
                throw new InvalidOperationException("A snapshot did not calculate to its own bytes.");
        }
    }

    private static byte[] Export(int number, SplitMix64 random)
    {
        var result = ComparablesGrid.Method.Evaluate(Inputs(random)).Result!;
        var value = result.FiguresAs<GridFigures>().Accepted;
        var cite = new Citation(new Guid(number, 1, 2, [1, 2, 3, 4, 5, 6, 7, 8]), result.InputsHash);
        var basis = new ValuationBasis(
            [.. Enumerable.Range(0, 5).Select(i => new UsedEvidence($"C{i}", new Guid(number, 2, (short)i, [1, 2, 3, 4, 5, 6, 7, 8]), result.InputsHash, cite))],
            [new UsedIndex("ppi", new Guid(number, 3, 4, [1, 2, 3, 4, 5, 6, 7, 8]), 1, new DateOnly(2025, 12, 31), cite)], [], new AssetAttributes(Condition: new Rational(4, 5)));
        var appraisal = new Guid(number, 4, 5, [1, 2, 3, 4, 5, 6, 7, 8]);
        return new ValuationSnapshot(
            ValuationSnapshot.FormatName, appraisal, 1, ValuationSnapshot.HashOf(appraisal, result, value, basis), cite,
            new SnapshotAgreement("taihu-2025", 1, cite, result.InputsHash), value, result, basis).Bytes();
    }

    private static JsonElement Inputs(SplitMix64 random) => JsonSerializer.SerializeToElement(new
    {
        terms = new { currency = "CNY", claimed = "900000.00", capAtClaim = true, minEvidence = 3, on = "2025-12-01" },
        comparables = Enumerable.Range(0, 5).Select(i => new
        {
            id = $"C{i}", price = $"{800_000 + random.Below(60_000)}.00", pricedOn = $"2025-{1 + random.Below(12):00}-01", sourceClass = "invoice",
            source = $"dealer-{i}", evidence = $"C{i}",
            factors = new object[] { new { kind = "price-index", series = "ppi" }, new { kind = "condition", subject = "0.8", comparable = $"0.7{random.Below(10)}" } },
        }),
        indexes = new[]
        {
            new
            {
                id = "ppi", name = "PPI", region = "CN", @base = "2025-01=100", vintage = "first-published", publishedOn = "2025-12-31", interpolate = false,
                months = Enumerable.Range(1, 12).Select(month => new { month = $"2025-{month:00}", value = (100 + month).ToString(CultureInfo.InvariantCulture) }),
            },
        },
        relatedParties = new[] { "E1" },
    });
}
