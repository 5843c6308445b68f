using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Tests.Verify.Honest;
using Ledger.Cli.Verify;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Transparency.Bundles;
using static Ledger.Cli.Tests.Verify.Honest.Consortium;
using static Ledger.Cli.Tests.Verify.Honest.Verdicts;

namespace Ledger.Cli.Tests.Verify;

/// <summary>
/// An operator with all the keys computes a run honestly, only not from what was signed and recorded: everything he signs is consistent with
/// itself, and verify does not call it verified.
/// </summary>
public sealed class RunTermsTests
{
    public static TheoryData<string, string> OtherTerms => new()
    {
        { "\"tier\":\"reserve\",\"rate\":\"0.10\"", "\"tier\":\"reserve\",\"rate\":\"0.11\"" },
        { "\"cap\":\"0.40\"", "\"cap\":\"0.41\"" },
        { "\"tier\":\"preferred-return\",\"rate\":\"0.05\"", "\"tier\":\"preferred-return\",\"rate\":\"0.06\"" },
        { "\"weight\":\"0.60\"},\n            {\"key\":\"fixed-points\",\"weight\":\"0.40\"", "\"weight\":\"0.50\"},\n            {\"key\":\"fixed-points\",\"weight\":\"0.50\"" },
        { "\"points\":{\"E1\":\"30\",\"E2\":\"20\",\"S\":\"50\"}", "\"points\":{\"E1\":\"30\",\"E2\":\"21\",\"S\":\"49\"}" },
        { "\"participants\":[\"E1\",\"E2\",\"S\"]", "\"participants\":[\"E2\",\"E1\",\"S\"]" },
        { "\"rounding\":\"half-up\"", "\"rounding\":\"half-even\"" },
        { "{\"tier\":\"preferred-return\",\"rate\":\"0.05\"},", "" },
    };

    [Theory]
    [MemberData(nameof(OtherTerms))]
    public void Other_terms_than_were_signed_are_found(string signed, string used)
    {
        ArgumentNullException.ThrowIfNull(signed);
        var text = Flat(TaihuAgreement.Json().GetRawText());
        Assert.Contains(Flat(signed), text, StringComparison.Ordinal);
        var other = AgreementDocument.Parse(JsonElement.Parse(text.Replace(Flat(signed), Flat(used), StringComparison.Ordinal))).Value!;
        var consortium = OfSampleA();
        consortium.Distribute(Declared(consortium), under: other);
        Found(consortium.Log.Bundle(), "figures.terms-differ");
    }

    [Fact]
    public void Costs_values_and_losses_that_nobody_decided_are_found_or_named()
    {
        // A claim of the operator's own, resting on a claim of somebody else.
        Found(Invented(inputs => inputs with { Lists = inputs.Lists with { Claims = [.. inputs.Lists.Claims, inputs.Lists.Claims[0] with { Party = "E1", Reference = "made-up" }] } }), "figures.source-differs");
        Found(Invented(inputs => inputs with { Lists = inputs.Lists with { Claims = [inputs.Lists.Claims[0] with { Amount = Yuan("90000.01") }] } }), "figures.source-differs", "figures.left-out");
        Found(Invented(inputs => inputs with { Lists = inputs.Lists with { Values = [inputs.Lists.Values[0] with { Accepted = Yuan("74605.57") }, .. inputs.Lists.Values.Skip(1)] } }), "figures.source-differs");
        Found(Invented(inputs => inputs with { Pool = inputs.Pool with { Amount = Yuan("600000.01") } }), "figures.pool-differs");
        // Resting on an event that nobody sees.
        var claim = Invented(inputs => inputs with
        {
            Lists = inputs.Lists with { Claims = [.. inputs.Lists.Claims, new ClaimInput("E1", "made-up", Yuan("1000.00"), new Citation(Guid.NewGuid(), new string('0', 64)))] },
        });
        Named(claim, "Cost claims", "E1/made-up (1000.00 CNY)");
    }

    [Fact]
    public void What_is_left_out_is_found_or_named()
    {
        Found(Invented(inputs => inputs with { Lists = inputs.Lists with { Claims = [] } }), "figures.left-out");
        var without = Right(Invented(inputs => inputs with { Lists = inputs.Lists with { Values = [.. inputs.Lists.Values.Where(value => value.Reference != "E2-cmm")] } }));
        Assert.Contains(without.NotProven, said => said.Code == "open.left-out" && said.En.Contains("E2/E2-cmm", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_not_known_yet_by_the_cut_off_is_not_missed()
    {
        var known = At.AddMinutes(-1);
        ProvenBundle Cut(DateTimeOffset recordedBy) => Invented(inputs => inputs with { Lists = inputs.Lists with { Claims = [] }, Extras = new RunExtras(new CutOff(null, recordedBy)) });
        Right(Cut(known));
        Found(Cut(At), "figures.left-out");
    }

    [Fact]
    public void The_agreement_of_a_run_is_the_one_it_names()
    {
        var log = Settled();
        Found(log.Changed("run_computed.v1", fact => fact["agreement"]!["documentHash"] = new string('0', 64)), "figures.agreement-differs");
        Found(log.Changed("run_computed.v1", fact => fact["agreement"]!["objectionWindow"] = "P1D"), "figures.agreement-differs", "approval.too-early");
        Found(log.Changed("run_computed.v1", fact => fact["agreement"]!["parties"] = new JsonArray("E1", "E2")), "figures.agreement-differs");
        Found(log.Changed("agreement_activated.v1", fact => fact["document"]!["benefit"]!["rounding"] = "half-even"), "agreement.not-its-document", "agreement.not-signed", "figures.terms-differ");
        Found(log.Changed("agreement_signed.v1", fact => fact["documentHash"] = new string('0', 64)), "agreement.not-signed");
        Found(log.Changed("pool_declared.v1", fact => fact["agreementVersion"] = 2), "figures.agreement-differs");
        Found(log.Changed("pool_declared.v1", fact => fact["declaration"]!["period"]!["to"] = "2025-12-30"), "figures.pool-differs");
        Found(log.Changed("run_computed.v1", fact => fact["result"]!["ruleId"] = "sharing.points"), "figures.rule-differs");
    }

    // 100,000.00: reserve 10,000.00, costs at most 36,000.00 of 120,000.00; 84,000.00 are carried into the next pool.
    [Fact]
    public void What_a_settlement_left_unpaid_is_what_the_next_carries_in()
    {
        var consortium = OfSampleA();
        consortium.Distribute(Declared(consortium, "100000.00"));
        consortium.Distribute(consortium.Declare("2026", "400000.00"));
        Right(consortium.Log.Bundle(complete: true));
        var log = consortium.Log;
        Found(log.Changed("run_computed.v1", fact => fact["extras"]!["carried"]!["costs"]![0]!["amount"]!["amount"] = "63000.01"), "figures.carried-differs");
        Found(log.Changed("run_computed.v1", fact => fact.Remove("extras")), "figures.carried-differs");
        Named(log.Without("run_settled.v1", fact => fact.GetProperty("pool").GetProperty("reference").GetString() == "2025"), "What the settlement before left unpaid", "2026");
        Named(log.Without("run_settled.v1", fact => fact.GetProperty("pool").GetProperty("reference").GetString() == "2025"), "What the reserve held before", "2026 (10000.00 CNY)");
        // Nothing carried, nothing held: invented from the start.
        var other = OfSampleA();
        other.Distribute(Declared(other, "100000.00"));
        other.Distribute(other.Declare("2026", "400000.00"), invented: inputs => inputs with { Extras = null, Reserve = inputs.Reserve with { Opening = Yuan("9000.00") } });
        Found(other.Log.Bundle(), "figures.carried-differs");
        Assert.Contains(Reperformer.Of(other.Log.Bundle()).NotProven, said => said.Code == "open.reserve" && said.En.Contains("9000.00 CNY", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pool_that_collected_benefits_is_their_sum()
    {
        var consortium = OfSampleA();
        var pool = consortium.Collect("2025", ("b1", BenefitKind.Revenue, "400000.00"), ("b2", BenefitKind.LicenceIncome, "200000.00"));
        consortium.Claim(pool, "S", "S-cost", "90000.00");
        consortium.Distribute(pool);
        Right(consortium.Log.Bundle(complete: true));
        Found(consortium.Log.Changed("benefit_recorded.v1", fact => fact["amount"]!["amount"] = "200000.01"), "figures.pool-differs");
        Found(consortium.Log.Changed("benefit_recorded.v1", fact => fact["kind"] = "in-kind"), "figures.pool-differs");
        Named(consortium.Log.Without("benefit_recorded.v1"), "Benefits of a pool", "2025 (600000.00 CNY)");
    }

    [Fact]
    public void Scores_are_those_that_were_recorded()
    {
        var consortium = new Consortium(("\"key\":\"fixed-points\",\"weight\":\"0.40\",\"points\":{\"E1\":\"30\",\"E2\":\"20\",\"S\":\"50\"}", "\"key\":\"performance-score\",\"weight\":\"0.40\""));
        consortium.AcceptMachine();
        var pool = consortium.Declare("2025", "600000.00");
        consortium.Score(pool, ResidualMeasure.PerformanceScore, ("E1", "80"), ("E2", "90"), ("S", "70"));
        consortium.Distribute(pool);
        Right(consortium.Log.Bundle(complete: true));
        Found(consortium.Log.Changed("scores_recorded.v1", fact => fact["values"]!["E1"] = "81"), "figures.source-differs");
        Found(consortium.Log.Changed("run_computed.v1", fact => fact["extras"]!["scores"]![0]!["values"]!["E1"] = "81"), "figures.source-differs", "figures.scores-differ");
        Named(consortium.Log.Without("scores_recorded.v1"), "Scores by which a residual was divided", "2025 (performance-score)");
    }

    [Fact]
    public void A_project_is_shared_among_its_parties_only()
    {
        var consortium = OfSampleA();
        consortium.Distribute(consortium.Declare("2025", "100000.00", new Coalition("cell", ["E1", "S"])));
        Right(consortium.Log.Bundle());
        Found(consortium.Log.Changed("run_computed.v1", fact => fact["pool"]!["coalition"]!["parties"] = new JsonArray("E1", "E2", "S")), "figures.pool-differs", "figures.terms-differ");
        Found(consortium.Log.Changed("pool_declared.v1", fact => fact["declaration"]!.AsObject().Remove("coalition")), "figures.pool-differs");
    }

    // A public body may have at most 90 % of a pool: no figure changes, and what breaks it would have been refused.
    [Fact]
    public void What_the_profile_demands_is_what_the_agreement_became_active_under()
    {
        var consortium = new Consortium(TaihuAgreement.Profile(("statutoryShares.governmentMax", "\"0.9\"")), ("\"type\":\"public-school\"", "\"type\":\"government\""));
        consortium.AcceptMachine();
        var pool = consortium.Declare("2025", "600000.00");
        consortium.Distribute(pool);
        Assert.Equal(Rational.Parse("0.9"), consortium.Run(Distribution.Integration.Streams.Run(pool, 1)).Computed!.Extras!.Profile!.MaximumShares!["S"]);
        Right(consortium.Log.Bundle(complete: true));
        Found(consortium.Log.Changed("run_computed.v1", fact => fact["extras"]!["profile"]!["maximumShares"]!["S"] = "1"), "figures.profile-differs");
        Found(consortium.Log.Changed("agreement_activated.v1", fact => fact["profile"]!["values"]!["statutoryShares.governmentMax"]!["value"] = "0.1"), "figures.profile-differs");
    }

    private static string Flat(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\s+", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static ProvenBundle Invented(Func<RunInputs, RunInputs> inputs)
    {
        var consortium = OfSampleA();
        consortium.Distribute(Declared(consortium), invented: inputs);
        return consortium.Log.Bundle();
    }

    private static Log Settled()
    {
        var consortium = OfSampleA();
        consortium.Distribute(Declared(consortium));
        return consortium.Log;
    }

    private static Guid Declared(Consortium consortium, string amount = "600000.00")
    {
        var pool = consortium.Declare("2025", amount);
        consortium.Claim(pool, "S", "S-cost", "90000.00");
        consortium.Claim(pool, "E2", "E2-cost", "30000.00");
        return pool;
    }
}
