using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Cli.Tests.Verify.Honest;

/// <content>Scores, terms of settlement, corrections.</content>
internal sealed partial class Consortium
{
    /// <summary>Terms of settlement in force, as a run uses them.</summary>
    public TermsInput? Terms { get; private set; }

    /// <summary>Scores of a measure for a pool.</summary>
    public void Score(Guid pool, ResidualMeasure measure, params (string Party, string Score)[] scores) => Commit(pool, PoolDecider.Decide(Pool(pool), new RecordScores(
        measure, scores.ToDictionary(score => score.Party, score => Rational.Parse(score.Score), StringComparer.Ordinal), [new PoolEvidence("p", new string('a', 64))],
        Agreement.Document, RunStands: false, Next(Turn.Of(pool)), Wang, At)));

    /// <summary>Terms of settlement, proposed, agreed to and approved.</summary>
    public void Agree(SettlementTermsDraft terms, params Money[] recovered)
    {
        var stream = Streams.Terms(Tenant, Agreement.AgreementId);
        Decide(state => SettlementTermsDecider.Decide(state, new ProposeTerms(Agreement.AgreementId, terms, Agreement.Document, Wang, At)));
        foreach (var carry in terms.Carries) Decide(state => SettlementTermsDecider.Decide(state, new ConsentToTerms(1, new Actor("of-it", carry.Carried), At)));
        var approved = Decide(state => SettlementTermsDecider.Decide(state, new ApproveTerms(1, Sun, At)));
        Terms = new TermsInput(1, terms.Withholding, terms.MinimumPayout, [.. terms.Carries.Select((carry, i) => new CarryInput(carry, recovered[i]))], approved[0]);

        IReadOnlyList<Citation> Decide(Func<SettlementTerms, Decision> decide) =>
            Commit(stream, decide(Log.Load(stream, SettlementTerms.None, SettlementTermsDecider.Evolve)));
    }

    /// <summary>What carriers have recovered by now, in the order of the terms.</summary>
    public void Recovered(params Money[] amounts) => Terms = Terms! with { Carries = [.. Terms.Carries.Select((carry, i) => carry with { Recovered = amounts[i] })] };

    /// <summary>Puts together what would come out otherwise now of a settled run, and books it.</summary>
    public Guid Correct(Guid run, DateOnly on)
    {
        var settled = Run(run);
        var now = settled.Lists.Values.Select(value => values.Find(known => known.ContributionId == value.ContributionId)).OfType<ValueInput>()
            .Where(value => settled.Lists.Values.All(counted => counted.Source != value.Source)).ToDictionary(value => value.ContributionId, value => new ValueNow(value));
        var booked = Log.All<CorrectionBooked>().Count();
        var before = Log.All<CorrectionPrepared>().SelectMany(prepared => prepared.Fact.Items).LastOrDefault(item => item.Id == run);
        var item = Restatement.Of(settled, Agreement, now, before, out var refused);
        Assert.Null(refused);
        IReadOnlyList<CorrectionItem> items = [item!];
        var hash = PayloadHash.Of(new { Items = items });
        var stream = Streams.Correction(Tenant, Agreement.AgreementId, booked + 1);
        Commit(stream, CorrectionDecider.Decide(Correction.None(stream), new PrepareCorrection(Agreement.AgreementId, booked + 1, on, items, hash, null, Wang, At.AddDays(40))));
        var left = item!.Lines.Select(line => Account.Payable(line.Party).Code).Append(Account.Reserve.Code).ToDictionary(code => code, _ => Yuan("1000000.00"), StringComparer.Ordinal);
        Commit(stream, CorrectionDecider.Decide(Log.Load(stream, Correction.None, CorrectionDecider.Evolve), new BookCorrection(
            hash, hash, left, null, [Streams.CorrectionEntries(stream, 0)], Streams.CorrectionOwed(stream), Next(Turn.CorrectionsOf(Agreement.AgreementId)),
            Log.All<CorrectionPrepared>().Last().Cited, Sun, At.AddDays(41))));
        Booked = (Booked ?? Yuan("0.00")) + item.ReserveWouldBe - item.ReserveWas;
        return stream;
    }
}
