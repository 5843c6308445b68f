using Ledger.Cli.Verify;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Tests.Verify.Honest;

/// <summary>What a re-performance of a bundle is expected to say.</summary>
internal static class Verdicts
{
    /// <summary>Nothing is wrong.</summary>
    public static Reperformance Right(ProvenBundle bundle)
    {
        var outcome = Reperformer.Of(bundle);
        Assert.True(outcome.Findings.Count == 0, string.Join('\n', outcome.Findings.Select(found => $"{found.Code} {found.Place} {found.En}")));
        return outcome;
    }

    /// <summary>These are among what is wrong, and that makes the bundle tampered with.</summary>
    public static void Found(ProvenBundle bundle, params string[] codes)
    {
        var findings = Reperformer.Of(bundle).Findings;
        foreach (var code in codes)
        {
            Assert.True(findings.Any(found => found.Code == code), $"No {code} among: {string.Join('\n', findings.Select(found => $"{found.Code} {found.Place} {found.En}"))}");
            Assert.All(findings.Where(found => found.Code == code), found => Assert.Equal(VerdictKind.Tampered, found.Kind));
        }

        Assert.All(findings, found => Assert.False(string.IsNullOrWhiteSpace(found.En) || string.IsNullOrWhiteSpace(found.Zh)));
    }

    /// <summary>Nothing is wrong, and what rests on events that are not there is said by name, in both languages.</summary>
    public static void Named(ProvenBundle bundle, string what, params string[] names)
    {
        var said = Right(bundle).NotProven.Where(said => said.Code == "open.links" && said.En.StartsWith(what, StringComparison.Ordinal)).ToList();
        Assert.True(said.Count == 1, $"Not said once: {what}");
        foreach (var name in names)
        {
            Assert.Contains(name, said[0].En, StringComparison.Ordinal);
            Assert.Contains(name, said[0].Zh, StringComparison.Ordinal);
        }
    }
}
