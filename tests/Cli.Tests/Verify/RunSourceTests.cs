using System.Text.Json.Nodes;
using Ledger.Cli.Tests.Verify.Honest;
using Ledger.Cli.Verify;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Tests.Verify;

/// <summary>
/// Every kind of event on which an input of a run can rest: the honest bundle is right, one cent or day more in the event is found, and an
/// event that is not in the bundle is named as not proven.
/// </summary>
public sealed class RunSourceTests
{
    [Fact]
    public void Sample_A_is_right_and_its_terms_are_those_that_were_signed()
    {
        var outcome = Right(SampleA().Bundle(complete: true));
        Assert.Contains(outcome.Proven, said => said.Code == "proven.terms" && said.En.Contains("signed by: E1, E2, G, S", StringComparison.Ordinal));
        Assert.Contains(outcome.Proven, said => said.Code == "proven.settlement" && said.En.Contains("E1 252995.31 CNY; E2 95469.08 CNY; S 196835.61 CNY", StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.NotProven, said => said.Code is "open.links" or "open.reserve" or "open.left-out" or "open.agreement-later");
    }

    private static Log SampleA()
    {
        var consortium = Consortium.OfSampleA();
        consortium.Lose("R1-disruption", "2025-06-16", "5300");
        var pool = consortium.Declare("2025", "600000.00");
        consortium.Claim(pool, "S", "S-cost", "90000.00");
        consortium.Claim(pool, "E2", "E2-cost", "30000.00");
        consortium.Distribute(pool);
        return consortium.Log;
    }

    private static Reperformance Right(ProvenBundle bundle)
    {
        var outcome = Reperformer.Of(bundle);
        Assert.True(outcome.Findings.Count == 0, string.Join('\n', outcome.Findings.Select(found => $"{found.Code} {found.Place} {found.En}")));
        return outcome;
    }
}
