using System.Text.Json;

namespace Ledger.EndToEnd.Tests;

/// <summary>The figures of Sample A as they were computed by hand, in cents of the text that the demo prints.</summary>
public static class SampleA
{
    public static readonly IReadOnlyDictionary<string, string> Accepted =
        new Dictionary<string, string> { ["E1"] = "914605.56", ["E2"] = "136800.00", ["S"] = "152000.00" };

    public static readonly IReadOnlyDictionary<string, string> Shares =
        new Dictionary<string, string> { ["E1"] = "252995.31", ["E2"] = "90169.08", ["S"] = "196835.61" };

    public static readonly IReadOnlyDictionary<string, string> Cash =
        new Dictionary<string, string> { ["E1"] = "262995.31", ["E2"] = "105469.08", ["S"] = "196835.61" };

    public const string Reserve = "34700.00";

    public static void AssertFigures(string json)
    {
        using var document = JsonDocument.Parse(json);
        var figures = document.RootElement;
        foreach (var (party, amount) in Accepted) Assert.Equal(amount, figures.GetProperty("accepted").GetProperty(party).GetString());
        foreach (var (party, amount) in Shares) Assert.Equal(amount, figures.GetProperty("shares").GetProperty(party).GetString());
        foreach (var (party, amount) in Cash) Assert.Equal(amount, figures.GetProperty("cash").GetProperty(party).GetString());
        Assert.Equal(Reserve, figures.GetProperty("reserve").GetProperty("closing").GetString());
    }
}
