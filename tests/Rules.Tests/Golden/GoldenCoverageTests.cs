using System.Text.Json;
using Ledger.Golden;

namespace Ledger.Rules.Tests.Golden;

/// <summary>
/// Every public golden case is among ours, under its id or as parts of it (G24-year-end, G24-mid-year), or stands below with the
/// reason. The files of the cases are not part of this repository: where they lie beside it, or where LEDGER_SHARED says, their ids
/// are held against the list as well.
/// </summary>
public sealed class GoldenCoverageTests
{
    /// <summary>Ids without a case of their own, and why.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["S_A"] = "a whole sample: Samples/SampleATests, sample-a-machine, sample-a-benefit, sample-a-disruption-v2 and sample-a-obsolescence-v2",
        ["S_B"] = "a whole sample: sample-b-benefit, sample-b-fire, sample-b-wilful, sample-b-match, and the scenario file of the command line's tests",
    };

    public static TheoryData<string> Ids =>
    [
        "G01", "G02", "G04", "G06", "G08", "G10", "G12", "G13", "G14", "G15", "G16", "G17", "G18", "G19", "G20", "G21", "G22", "G23", "G24", "G25", "G26", "G27", "G28",
        "T0", "W1", "W2", "BI1", "B1", "L1", "M1", "S_A", "S_B",
        "R1", "R2", "R3", "R8", "R9", "R10",
        "S-C1-100", "S-C1-200", "S-C1-300", "S-C2", "S-C3", "S-C4",
        "S-G1a", "S-G1b", "S-G1c", "S-G2", "S-G4", "S-G6", "S-G8", "S-G10", "S-G11", "S-G12", "S-G13", "S-G15",
        "S-J1", "S-J2", "S-J3", "S-J4", "S-J5", "S-J6",
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_public_case_is_among_ours_or_says_why_not(string id) => Assert.NotEqual(IsOurs(id), Elsewhere.ContainsKey(id));

    [Fact]
    public void The_list_holds_every_case_of_the_public_files()
    {
        if (Folder() is not { } folder)
        {
            Assert.Skip("The public files do not lie beside the repository.");
            return;
        }

        var files = Directory.EnumerateFiles(folder, "*.json").ToList();
        Assert.NotEmpty(files);
        var known = Ids.Select(row => row.Data).ToHashSet(StringComparer.Ordinal);
        Assert.All(files.SelectMany(file => JsonElement.Parse(File.ReadAllBytes(file)).EnumerateArray()), golden =>
            Assert.Contains(golden.GetProperty("id").GetString()!, known));
    }

    private static bool IsOurs(string id) =>
        GoldenCase.All.Keys.Any(ours => ours == id || ours.StartsWith(id + "-", StringComparison.Ordinal));

    private static string? Folder()
    {
        var said = Environment.GetEnvironmentVariable("LEDGER_SHARED");
        var candidates = said is { Length: > 0 } ? [said] : Above(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, "shared"));
        return candidates.Select(folder => Path.Combine(folder, "golden")).FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent) yield return at.FullName;
    }
}
