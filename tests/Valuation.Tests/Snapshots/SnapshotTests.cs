using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using static Ledger.Valuation.Tests.RegisterSamples;

namespace Ledger.Valuation.Tests;

public sealed class SnapshotTests
{
    private static readonly Text Why = new("Replacement cost stands 4% lower; the market counts.", "重置成本低4%，以市场为准。");

    // As it comes back from the store.
    private static ValueProposed Stored => JsonSerializer.SerializeToElement(Proposed, FactJson.Facts).Deserialize<ValueProposed>(FactJson.Facts)!;

    private static ValuationSnapshot Snapshot => Domain.Snapshots.Of(Samples.Id, Samples.Machine, 1, Stored);

    [Fact]
    public void The_exported_inputs_give_the_same_value_by_the_same_rule()
    {
        var read = ValuationSnapshot.Read(JsonElement.Parse(Encoding.UTF8.GetString(Snapshot.Bytes()))).Value!;
        var again = MethodCatalogue.Find(read.Result.RuleId, read.Result.RuleVersion)!.Evaluate(read.Result.Inputs).Result!;
        Assert.Equal("840000.00", again.FiguresAs<GridFigures>().Accepted.Amount);
        Assert.Equal(Snapshot.Bytes(), (read with { Result = again }).Bytes());
        Assert.True(SnapshotReperformance.Of(read).Same);
    }

    [Fact]
    public void A_fresh_and_a_stored_proposal_export_the_same_bytes() =>
        Assert.Equal(Domain.Snapshots.Of(Samples.Id, Samples.Machine, 1, Proposed).Bytes(), Snapshot.Bytes());

    [Fact]
    public void It_freezes_evidence_vintage_rule_and_agreement()
    {
        var json = JsonElement.Parse(Encoding.UTF8.GetString(Snapshot.Bytes()));
        Assert.Equal(Hash("C1"), json.GetProperty("basis").GetProperty("evidence")[0].GetProperty("sha256").GetString());
        Assert.Equal("2025-03-20", json.GetProperty("basis").GetProperty("indexes")[0].GetProperty("publishedOn").GetString());
        Assert.Equal(("market.comparables", 2), (json.GetProperty("result").GetProperty("ruleId").GetString(), json.GetProperty("result").GetProperty("ruleVersion").GetInt32()));
        Assert.Equal(TaihuAgreement.Adopted.Document!.DocumentHash, json.GetProperty("agreement").GetProperty("documentHash").GetString());
        Assert.Equal(Proposed.ProposalHash, json.GetProperty("proposalHash").GetString());
    }

    public static TheoryData<string, string> Tampered => new()
    {
        { "value.amount=850000.00", "snapshot.value-differs" },
        { "result.value.value.amount=850000.00", "snapshot.value-differs" },
        { "result.inputs.comparables.1.price=850000.00", "snapshot.inputs-differ" },
        { "result.inputsHash=0000000000000000000000000000000000000000000000000000000000000000", "snapshot.inputs-differ" },
        { "result.steps.0.value=1", "snapshot.steps-differ" },
        { "result.rounding=down", "snapshot.bytes-differ" },
        { "result.ruleId=market.guess", "snapshot.method-unknown" },
        { "result.inputs.comparables.1.pricedOn=2025-03-02", "snapshot.refused" },
        { "basis.evidence.1.sha256=0000000000000000000000000000000000000000000000000000000000000000", "snapshot.proposal-hash-differs" },
        { "basis.indexes.0.publishedOn=2025-03-21", "snapshot.proposal-hash-differs" },
        { "proposalHash=0000000000000000000000000000000000000000000000000000000000000000", "snapshot.proposal-hash-differs" },
        { "appraisal=0198f000-0000-5000-8000-00000000d002", "snapshot.proposal-hash-differs" },
        { "format=other/1", "snapshot.malformed" },
        { "basis.evidence.1.weightReason=x", "snapshot.malformed" },
    };

    [Theory]
    [MemberData(nameof(Tampered))]
    public void Whatever_is_changed_is_found(string edit, string code)
    {
        var (path, value) = (edit.Split('=')[0].Split('.'), edit.Split('=')[1]);
        var root = JsonNode.Parse(Snapshot.Bytes())!;
        var owner = root;
        foreach (var part in path[..^1]) owner = int.TryParse(part, out var i) ? owner![i] : owner![part];
        owner![path[^1]] = value;
        var read = ValuationSnapshot.Read(JsonSerializer.SerializeToElement(root));
        var codes = read.Value is { } snapshot ? SnapshotReperformance.Of(snapshot).Differences.Select(difference => difference.Code) : read.Rejections.Select(refused => refused.Code);
        Assert.Equal(code, codes.First());
    }

    [Fact]
    public void Proposals_from_before_are_exported_too()
    {
        var old = JsonSerializer.SerializeToElement(Samples.Proposed with { AgreementHash = null }, FactJson.Facts).Deserialize<ValueProposed>(FactJson.Facts)!;
        Assert.Null(old.Basis);
        Assert.True(SnapshotReperformance.Of(Domain.Snapshots.Of(Samples.Id, Samples.Machine, 1, old)).Same);
    }

    [Fact]
    public void Every_proposal_stays_readable_with_who_superseded_it_and_why()
    {
        var newer = Proposed with { By = new Actor("ma", "V"), Reason = Why };
        var entries = ProposalHistory.Of([Samples.Opened, Samples.Proposed, newer])!.Entries();
        Assert.Equal((1, 2, "ma", Why), (entries[0].Number, entries[0].Superseded!.Number, entries[0].Superseded!.By.Person, entries[0].Superseded!.Reason));
        Assert.Null(entries[1].Superseded);
    }

    [Fact]
    public void A_proposal_whose_valuer_is_gone_is_marked_void_and_not_superseded()
    {
        var gone = new ProposalVoided(Samples.Proposed.ProposalHash, Why, Samples.Approver, Samples.At);
        var entries = ProposalHistory.Of([Samples.Opened, Samples.Proposed, gone, Proposed])!.Entries();
        Assert.Equal((Why, Samples.Approver), (entries[0].Voided!.Reason, entries[0].Voided!.By));
        Assert.Null(entries[0].Superseded);
        Assert.Null(entries[1].Voided);
        Assert.NotNull(ProposalHistory.Of([Samples.Opened, Samples.Proposed, gone])!.Entries()[0].Voided);
    }

    [Fact]
    public void A_second_method_is_recorded_beside_and_cited()
    {
        var after = Samples.Given(Samples.Opened).When(state => AlternativeDecider.Decide(state, Alternative))
            .Then<AlternativeValued>(fact => Assert.Equal((1, "600000.00", "600000.00"), (fact.Number, fact.Value.Amount, fact.Accepted.Amount)))
            .ThenState(state => Assert.Equal((AppraisalState.Open, null), (state.State, state.Proposal)))
            .ThenAgainNothing().After;
        var proposed = (ValueProposed)AppraisalDecider.Decide(after, Propose with { Alternatives = [1] }).Facts.Single();
        Assert.Equal(("840000.00", "600000.00", 1), (proposed.Value.Amount, proposed.Basis!.Alternatives.Single().Value.Amount, proposed.Basis.Alternatives[0].Number));
        Assert.NotEqual(Proposed.ProposalHash, proposed.ProposalHash);
        var stored = StoredFacts.Endures((AlternativeValued)AlternativeDecider.Decide(Samples.Given(Samples.Opened).State, Alternative).Facts.Single()).Deserialize<AlternativeValued>(FactJson.Facts)!;
        Assert.True(SnapshotReperformance.Of(Domain.Snapshots.Of(Samples.Id, Samples.Machine, stored)).Same);
    }

    [Fact]
    public void What_an_alternative_must_not_be()
    {
        Refused(Alternative with { Method = "risk.disruption" }, "appraisal.method-unknown", "method");
        Refused(Alternative with { Version = 9 }, "appraisal.method-version-unknown", "version");
        Refused(Alternative with { Reconciliation = new Text("", "x") }, "input.blank", "reconciliation.en");
        Refused(Alternative with { By = Samples.Contributor }, "appraisal.own", null);
        Refused(Alternative with { Agreement = null }, "appraisal.agreement-not-active", null);
        Refused(Alternative with { Inputs = default }, "input.missing", "inputs");
        Assert.Equal("appraisal.unknown", AlternativeDecider.Decide(Appraisal.None(Samples.Id), Alternative).Rejection!.Code);
        Assert.Equal("appraisal.accepted", AlternativeDecider.Decide(Samples.Given(Samples.Opened, Samples.Proposed, Samples.Accepted).State, Alternative).Rejection!.Code);
        var full = Enumerable.Range(1, MarketEvidenceLimits.Alternatives).Aggregate(Samples.Given(Samples.Opened).State, (state, i) =>
            AlternativeDecider.Decide(state, Alternative with { Reconciliation = new Text($"{i}", $"{i}") }).Facts.Aggregate(state, AppraisalDecider.Evolve));
        Assert.Equal("input.too-many", AlternativeDecider.Decide(full, Alternative).Rejection!.Code);
    }

    [Theory]
    [InlineData(new[] { 1 }, "appraisal.alternative-unknown", "alternatives[0]")]
    public void Only_recorded_alternatives_are_cited(int[] numbers, string code, string field)
    {
        var rejection = AppraisalDecider.Decide(Samples.Given(Samples.Opened).State, Propose with { Alternatives = numbers }).Rejection!;
        Assert.Equal((code, field), (rejection.Code, rejection.Field));
    }

    // 1,000,000 new, 60% of its worth left: 600,000, by hand.
    private static ValueAlternative Alternative { get; } = new(
        "cost.replacement", null,
        JsonElement.Parse("""{"parts":[{"id":"P1","cost":"1000000","ageYears":"4"}],"wear":{"basis":"observed","newness":"0.6"},"evidence":["L1","L2","L3"]}"""),
        null, KnownRegister.Empty, Why, TaihuAgreement.Adopted, Samples.Valuer, Samples.At);

    private static void Refused(ValueAlternative command, string code, string? field)
    {
        var rejection = AlternativeDecider.Decide(Samples.Given(Samples.Opened).State, command).Rejection;
        Assert.Equal((code, field), (rejection?.Code, rejection?.Field));
    }
}
