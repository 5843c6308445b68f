using System.Text.Json;

namespace Ledger.EndToEnd.Tests;

/// <summary>The figures of Sample B as they were computed by hand: a fire above all liability caps, and licence income with costs of a patent.</summary>
public static class SampleB
{
    /// <summary>The scenario file.</summary>
    public static string File { get; } = Path.Combine(LedgerSystem.Root, "deploy/samples/lakeside.ledger.json");

    private static readonly (string Part, (string Party, string Amount)[] Amounts)[] Figures =
    [
        ("accepted", [("F1", "36000.00"), ("F2", "51000.00"), ("U", "3000.00")]),
        ("shares", [("F1", "29440.00"), ("F2", "41706.67"), ("U", "10453.33")]),
        ("cash", [("F1", "-6560.00"), ("F2", "99106.67"), ("U", "7453.33")]),
    ];

    /// <summary>What the services came to is what was computed by hand, and what the same file comes to offline.</summary>
    public static void AssertFigures(string demo, string simulated)
    {
        using var document = JsonDocument.Parse(demo);
        using var offline = JsonDocument.Parse(simulated);
        foreach (var (part, amounts) in Figures)
        {
            foreach (var (party, amount) in amounts)
            {
                Assert.Equal(amount, document.RootElement.GetProperty(part).GetProperty(party).GetString());
                Assert.Equal(amount, offline.RootElement.GetProperty(part).GetProperty(party).GetString());
            }
        }

        Assert.Equal("0.00", document.RootElement.GetProperty("reserve").GetProperty("closing").GetString());
        Assert.Empty(document.RootElement.GetProperty("differences").EnumerateArray());
        foreach (var part in new[] { "accepted", "inKind", "shares", "cash", "reserve" })
            Assert.True(JsonElement.DeepEquals(offline.RootElement.GetProperty(part), document.RootElement.GetProperty(part)), part);
    }
}
