using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

public sealed class AgreementTermsTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "complete.agreement.json"));

    [Fact]
    public void Every_part_is_read()
    {
        var agreement = AgreementDocument.Parse(Given.Json(Text)).Value!;
        var terms = agreement.Terms;
        Assert.Equal(("91350100M000100Y43", false, "HOLDING-1"), (agreement.Party("E1")!.Uscc, agreement.Party("E1")!.IsPublic!.Value, Assert.Single(agreement.Party("E1")!.Controllers)));
        Assert.Equal(("000000TAIHU000000081", null), (agreement.Party("E2")!.Lei, agreement.Party("E2")!.IsPublic));
        Assert.Equal((1, PrevailingLanguage.Zh, "中华人民共和国法律"), (terms.Supersedes, terms.Language!.Value, terms.GoverningLaw!.Zh));
        Assert.Equal((new Rational(3, 4), new Rational(2, 3), "G"), (terms.Responsibilities[0].Quorum!, terms.Responsibilities[0].Majority!, Assert.Single(terms.Responsibilities[0].Veto)));
        Assert.Equal(["E1-machine donated-equipment 1500000.00 2 30", "E2-engineers staff-time 64800.00 1 "], terms.Commitments.Select(commitment =>
            $"{commitment.Id} {KebabCase.Name(commitment.Kind)} {commitment.PlannedValue.Amount} {commitment.Schedule.Count} {commitment.DefaultAfterDays}"));
        Assert.Equal((new Rational(3, 2), "1000.00", 60), (terms.ContributionRules!.Multipliers[ContributionKind.StaffTime], terms.ContributionRules.Minimum!.Amount, terms.ContributionRules.ExpiryMonths));
        Assert.Equal((Secrecy.Named, ForegroundOwnership.Custom, 24), (terms.IntellectualProperty!.Background[0].Tier, terms.IntellectualProperty.Foreground!.Ownership, terms.IntellectualProperty.NonUseReversionMonths));
        Assert.Equal([Secrecy.Public, Secrecy.Consortium, Secrecy.Named, Secrecy.Sealed], terms.Confidentiality.Select(tier => tier.Tier));
        Assert.Equal([Remedy.Damages, Remedy.Dilution, Remedy.VoteSuspension], terms.Default!.Remedies);
        Assert.Equal(new DateOnly(2027, 5, 31), terms.Default.CuredBy(new DateOnly(2027, 5, 1)));
        Assert.Equal((180, AssetReturn.LoanedOnly, new Rational(2, 3)), (terms.Exit!.NoticeDays, terms.Exit.AssetReturn, terms.Accession!.Majority));
        Assert.Equal((AppraisalClauseKind.ThreeAppraiser, FinalDecision.Arbitration), (terms.Dispute!.AppraisalClause, terms.Dispute.Final));
        Assert.Equal((24, AuditCost.WhoeverErred, 30, 15), (terms.Audit!.WindowMonths, terms.Audit.Cost, terms.Retention["ledger"], terms.Retention["appraisal-file"]));
        Assert.Equal((false, new RegionProfileReference("cn", 1), new Rational(3, 4)), (terms.Privacy!.CrossBorder, terms.RegionProfile, terms.AmendmentMajority!));
        Assert.Equal(("500000.00", true), (agreement.Valuation.DualApprovalAbove!.Amount, agreement.Valuation.ValuerByDraw));
        Assert.Equal((SettlementPeriod.Year, 30), (agreement.Benefit.SettlementPeriod!.Value, agreement.Benefit.PaymentDays));
        Assert.Equal((3, "E2", "500000.00"), (agreement.Risk.Allocation.CarveOuts.Count, agreement.Risk.Categories[0].Owner, Assert.Single(agreement.Risk.Insurance).SumInsured.Amount));
    }

    // The figures are those of Sample A, worked out by hand in the domain text.
    [Fact]
    public void The_test_inside_the_agreement_comes_out_as_its_parties_expect() =>
        Assert.Null(AgreementVectors.FirstFailure(AgreementDocument.Parse(Given.Json(Text)).Value!));

    [Theory]
    [InlineData("tests.0.shares.E1", "\"252995.30\"", "'E1' gets 252995.31, expected 252995.30.")]
    [InlineData("tests.0.reserve", "\"1.00\"", "the reserve gets 60000.00, expected 1.00.")]
    [InlineData("tests.0.shares", "{\"E1\":\"252995.31\",\"E2\":\"90169.08\"}", "'S' gets 196835.61, expected 0.00.")]
    [InlineData("tests.0.accepted", "{}", "")]
    [InlineData("tests.0.costClaims.0.party", "\"G\"", "")]
    public void A_test_that_fails_is_named_with_what_came_out(string path, string value, string why)
    {
        var failed = AgreementVectors.FirstFailure(Parse(root => Set(root, path, JsonNode.Parse(value))).Value!)!;
        Assert.Equal(("agreement.test-failed", "first-year", "tests[0]"), (failed.Code, failed.Vector, failed.Field));
        Assert.Contains(why, failed.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_simulation_gives_the_figures_of_the_rules()
    {
        var agreement = AgreementDocument.Parse(Given.Json(Text)).Value!;
        var data = JsonNode.Parse(Text)!["tests"]![0]!.AsObject();
        foreach (var name in new[] { "id", "shares", "reserve" }) data.Remove(name);
        var figures = AgreementSimulation.Run(agreement, Given.Json(data.ToJsonString())).Figures<WaterfallFigures>();
        Assert.Equal(["E1 252995.31", "E2 90169.08", "S 196835.61"], figures.Shares.Lines());
        Assert.Equal(["input.missing at accepted", "input.unknown-member at profit"],
            AgreementSimulation.Run(agreement, Given.Json("{\"pool\":\"1.00\",\"profit\":1}")).Refusals());
        Assert.Equal(["party.unknown at accepted.X"], AgreementSimulation.Run(agreement, Given.Json("{\"pool\":\"1.00\",\"accepted\":{\"X\":\"1.00\"}}")).Refusals());
    }

    [Fact]
    public void An_agreement_without_the_optional_parts_says_nothing_of_them()
    {
        var core = new[] { "agreementId", "version", "title", "currency", "effective", "parties", "valuation", "benefit", "risk", "dispute" };
        var agreement = Parse(root =>
        {
            foreach (var name in root.Select(member => member.Key).Except(core).ToList()) root.Remove(name);
            root["dispute"]!.AsObject().Remove("panel");
            root["dispute"]!.AsObject().Remove("appraisalClause");
            root["dispute"]!.AsObject().Remove("final");
            root["risk"]!["allocation"]!.AsObject().Remove("carveOuts");
        }).Value!;
        Assert.Equal((0, 0, 0), (agreement.Terms.Commitments.Count, agreement.Terms.Responsibilities.Count, agreement.Terms.Tests.Count));
        Assert.Equal((null, null, null), (agreement.Terms.Supersedes, agreement.Terms.Default, agreement.Terms.Dispute));
        // A cap never covers wilful acts, whatever the text leaves out.
        Assert.Equal([CarveOut.Wilful, CarveOut.GrossNegligence, CarveOut.Confidentiality], agreement.Risk.Allocation.CarveOuts);
    }

    public static TheoryData<string, string?, string> Faults => new()
    {
        { "parties.0.uscc", "\"91350100M000100Y44\"", "identifier.uscc-check at parties[0].uscc" },
        { "parties.0.uscc", "\"91350100\"", "identifier.uscc-malformed at parties[0].uscc" },
        { "parties.1.lei", "\"000000TAIHU000000082\"", "identifier.lei-check at parties[1].lei" },
        { "parties.1.lei", "\"x\"", "identifier.lei-malformed at parties[1].lei" },
        { "parties.1.uscc", "\"91350100M000100Y43\"", "agreement.same-entity-twice at parties[1]" },
        { "parties.0.controllers", "[\"E1\"]", "agreement.own-controller at parties[0].controllers" },
        { "supersedes", "2", "agreement.supersedes-later at supersedes" },
        { "language", "\"latin\"", "input.unknown-value at language" },
        { "responsibilities.0.accountable", "\"X\"", "party.unknown at responsibilities[0].accountable" },
        { "responsibilities.0.veto", "[\"X\"]", "party.unknown at responsibilities[0].veto[0]" },
        { "responsibilities.0.responsible", "[]", "input.empty at responsibilities[0].responsible" },
        { "responsibilities.0.majority", "\"0\"", "input.not-positive at responsibilities[0].majority" },
        { "responsibilities.0.quorum", "\"1.1\"", "input.out-of-range at responsibilities[0].quorum" },
        { "responsibilities.1.decision", "\"annual-budget\"", "input.duplicate at responsibilities[1].decision" },
        { "commitments.0.party", "\"X\"", "party.unknown at commitments[0].party" },
        { "commitments.0.kind", "\"space\"", "agreement.commitment-not-valued at commitments[0].kind" },
        { "commitments.0.plannedValue", "\"1500000.01\"", "agreement.schedule-not-planned at commitments[0].schedule" },
        { "commitments.0.schedule.1.due", "\"2027-03-31\"", "agreement.schedule-not-rising at commitments[0].schedule[1].due" },
        { "commitments.0.schedule.1.due", "\"2030-01-01\"", "agreement.commitment-outside-term at commitments[0].schedule[1].due" },
        { "commitments.1.schedule.0.due", "\"2027-02-28\"", "agreement.commitment-before-accession at commitments[1].schedule[0].due" },
        { "commitments.1.id", "\"E1-machine\"", "input.duplicate at commitments[1].id" },
        { "default", null, "agreement.default-terms-missing at commitments[0].defaultAfterDays" },
        { "default.remedies", "[\"jail\"]", "input.unknown-value at default.remedies[0]" },
        { "default.cureDays", "36526", "input.out-of-range at default.cureDays" },
        { "contributionRules.multipliers", "{\"luck\":\"1\"}", "input.unknown-value at contributionRules.multipliers.luck" },
        { "contributionRules.expiryMonths", "1201", "input.out-of-range at contributionRules.expiryMonths" },
        { "intellectualProperty.foreground.shares.E1", "\"1/3\"", "agreement.ownership-not-one at intellectualProperty.foreground.shares" },
        { "intellectualProperty.foreground.ownership", "\"each-owns\"", "agreement.ownership-shares-unused at intellectualProperty.foreground.shares" },
        { "intellectualProperty.foreground", "{\"ownership\":\"custom\",\"shares\":{\"X\":\"1\"}}", "party.unknown at intellectualProperty.foreground.shares.X" },
        { "intellectualProperty.background.0.access", "[]", "agreement.readers-missing at intellectualProperty.background[0].access" },
        { "intellectualProperty.background.1.id", "\"spindle-control\"", "input.duplicate at intellectualProperty.background[1].id" },
        { "confidentiality.2.readers", "[]", "agreement.readers-missing at confidentiality[2].readers" },
        { "confidentiality.1.readers", "[\"S\"]", "agreement.readers-unused at confidentiality[1].readers" },
        { "confidentiality.1.tier", "\"public\"", "input.duplicate at confidentiality[1].tier" },
        { "risk.allocation.carveOuts", "[\"gross-negligence\"]", "agreement.carve-out-absent at risk.allocation.carveOuts" },
        { "risk.allocation.carveOuts", "[\"wilful\",\"bad-luck\"]", "input.unknown-value at risk.allocation.carveOuts[1]" },
        { "risk.allocation.caps.E1", "\"999.99\"", "agreement.cap-below-retention at risk.allocation.caps.E1" },
        { "risk.categories.0.owner", "\"X\"", "party.unknown at risk.categories[0].owner" },
        { "risk.insurance.0.holder", "\"X\"", "party.unknown at risk.insurance[0].holder" },
        { "dispute.panel", "[]", null! },
        { "dispute", "{\"objectionWindow\":\"P10D\",\"final\":\"panel\"}", "agreement.panel-empty at dispute.panel" },
        { "dispute.valueChallenge", "{\"window\":\"10 days\"}", "agreement.objection-window at dispute.valueChallenge.window" },
        { "dispute.valueChallenge", "{\"appeal\":\"P1M\",\"reappraisal\":\"P0D\"}", "agreement.objection-window at dispute.valueChallenge.reappraisal" },
        { "dispute.valueChallenge", "{\"costThreshold\":\"1.1\"}", "input.out-of-range at dispute.valueChallenge.costThreshold" },
        { "dispute.valueChallenge", "{\"days\":10}", "input.unknown-member at dispute.valueChallenge.days" },
        { "dispute.valueChallenge", "{}", null! },
        { "audit.rights", "[]", "input.empty at audit.rights" },
        { "audit.cost", "\"nobody\"", "input.unknown-value at audit.cost" },
        { "retention", "{}", "input.empty at retention" },
        { "retention.ledger", "0", "input.out-of-range at retention.ledger" },
        { "amendments.majority", "\"1/2\"", "agreement.amendment-minority at amendments.majority" },
        { "regionProfile.version", "0", "input.out-of-range at regionProfile.version" },
        { "tests.0.accepted.X", "\"1.00\"", "party.unknown at tests[0].accepted.X" },
        { "tests.0.shares.G", "\"1.00\"", "party.unknown at tests[0].shares.G" },
        { "accession", "{}", "input.missing at accession.majority" },
        { "exit", "{}", "input.missing at exit.noticeDays" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_code_and_path(string path, string? value, string? refusal)
    {
        var outcome = Parse(root => Set(root, path, value is null ? null : JsonNode.Parse(value)));
        if (refusal is null) Assert.NotNull(outcome.Value);
        else Assert.Contains(refusal, outcome.Refusals());
    }

    [Theory]
    [InlineData("commitments", RuleLimits.Parties)]
    [InlineData("responsibilities", RuleLimits.AgreementList)]
    [InlineData("tests", RuleLimits.AgreementVectors)]
    public void More_entries_than_the_limit_are_refused(string part, int limit) => Assert.Contains($"input.too-many at {part}", Parse(root =>
        root[part] = new JsonArray([.. Enumerable.Range(0, limit + 1).Select(_ => (JsonNode)new JsonObject())])).Refusals());

    // Instalments that overflow an amount when summed are refused like any other wrong sum.
    [Fact]
    public void Instalments_beyond_what_an_amount_holds_are_refused_and_do_not_throw() => Assert.Contains(
        "agreement.schedule-not-planned at commitments[0].schedule",
        Parse(root =>
        {
            Set(root, "commitments.0.schedule.0.value", "90000000000000000.00");
            Set(root, "commitments.0.schedule.1.value", "90000000000000000.00");
        }).Refusals());

    private static Outcome<AgreementDocument> Parse(Action<JsonObject> change)
    {
        var root = JsonNode.Parse(Text)!.AsObject();
        change(root);
        return AgreementDocument.Parse(Given.Json(root.ToJsonString()));
    }

    private static void Set(JsonObject root, string path, JsonNode? value)
    {
        var steps = path.Split('.');
        JsonNode node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        if (value is null) node.AsObject().Remove(steps[^1]);
        else if (node is JsonArray array) array[int.Parse(steps[^1])] = value;
        else node[steps[^1]] = value;
    }
}
