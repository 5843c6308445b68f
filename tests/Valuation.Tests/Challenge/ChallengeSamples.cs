using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>
/// The machine of Sample A accepted at 840,000.00 on Tuesday 2025-04-01, 03:00Z, and new appraisals of it: three comparables of equal
/// weight, whose median is the price in the middle.
/// </summary>
internal static class ChallengeSamples
{
    public static readonly Guid SecondId = Guid.Parse("0198f000-0000-5000-8000-00000000d002");
    public static readonly Guid ThirdId = Guid.Parse("0198f000-0000-5000-8000-00000000d003");
    public static readonly Guid OtherId = Guid.Parse("0198f000-0000-5000-8000-00000000d004");
    public static readonly Actor Parts = new("ma", "E2");
    public static readonly Actor School = new("wu", "S");
    public static readonly Actor Decider = new("wei", "G");
    public static readonly DateTimeOffset Filed = At.AddDays(1);
    public static readonly DateTimeOffset Later = At.AddDays(20);
    public static readonly ChallengeReason Reason = new("The auction of February is missing.", "未采用二月的拍卖成交。");
    public static readonly string Hash = new('d', 64);

    /// <summary>A panel of three outside organisations decides finally; objections for ten days, appeals for five.</summary>
    public static readonly AdoptedAgreement WithPanel = Agreed(""" "panel":["C1","C2","C3"],"final":"panel","valueChallenge":{"window":"P10D","reappraisal":"P30D","appeal":"P5D"}, """);

    public static readonly object[] AcceptedFacts = [Opened, Proposed, Accepted];

    private static readonly ConcurrentDictionary<string, Proposal> Valued = new(StringComparer.Ordinal);

    public static AdoptedAgreement Agreed(string dispute, params (string Old, string New)[] further) =>
        TaihuAgreement.Adopt(TaihuAgreement.Json([("\"dispute\":{", "\"dispute\":{" + dispute.Trim()), .. further]));

    public static FileChallenge File(Actor? by = null, ChallengeGround? ground = null, AdoptedAgreement? agreement = null, DateTimeOffset? at = null) => new(
        1, ground ?? new ChallengeGround(Clause: "valuation.capAtClaim"), null, Reason, agreement ?? TaihuAgreement.Adopted, SecondId, by ?? Parts, at ?? Filed);

    public static DetermineChallenge Determine(
        Appraisal? second, Appraisal? third = null, AdoptedAgreement? agreement = null, KnownTies? ties = null, DateTimeOffset? at = null) => new(
        1, new KnownReappraisals(second, third), ties ?? Known(), agreement ?? TaihuAgreement.Adopted, ThirdId, Decider, at ?? Later);

    public static ConcludeChallenge Conclude(Appraisal? second, Appraisal? third = null, AdoptedAgreement? agreement = null, DateTimeOffset? at = null) => new(
        1, new KnownReappraisals(second, third), agreement ?? TaihuAgreement.Adopted, Decider, at ?? Later.AddDays(1));

    /// <summary>A new appraisal as it was handed in, or with nothing proposed where the price is null.</summary>
    public static Appraisal Reappraised(int number, string? price, AdoptedAgreement? agreement = null, string person = "qian", string? fee = "3000.00", Guid? id = null)
    {
        var stream = id ?? (number == 2 ? SecondId : ThirdId);
        return new Appraisal
        {
            Id = stream, Subject = Machine, State = price is null ? AppraisalState.Open : AppraisalState.Proposed,
            Reappraisal = new ReappraisalOf(Id, 1, number, ["he", "sun"], ["E2"]),
            Assignment = new Assignment
            {
                Appraisal = stream, Round = 1, Step = AssignmentStep.Drawn, Party = "E1", Valuer = new Candidate(person, "V2", ["market.comparables"]),
                DrawnAt = At.AddDays(3), Fee = fee is null ? null : Money.Parse(fee, Cny),
            },
            Proposal = price is null ? null : Propose(stream, price, agreement ?? TaihuAgreement.Adopted, new Actor(person, "V2")),
        };
    }

    /// <summary>Three comparables of equal weight around a price.</summary>
    public static JsonElement Around(string price)
    {
        var middle = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture);
        return JsonSerializer.SerializeToElement(new
        {
            comparables = new[] { middle * 0.98m, middle, middle * 1.02m }.Select((amount, i) => new
            {
                id = $"N{i + 1}", price = amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), pricedOn = "2025-02-01",
                sourceClass = "invoice", weight = "1",
            }),
        });
    }

    public static object[] Filing(params FileChallenge[] filings) =>
        Decided(AcceptedFacts, [.. filings.Select<FileChallenge, Func<Appraisal, Decision>>(one => state => ChallengeDecider.Decide(state, one))]);

    private static Proposal Propose(Guid id, string price, AdoptedAgreement agreement, Actor by) =>
        Valued.GetOrAdd($"{id} {price} {agreement.Document!.DocumentHash} {by.Person}", _ =>
        {
            var fact = (ValueProposed)AppraisalDecider.Decide(
                AppraisalDecider.Evolve(Appraisal.None(id), Opened),
                Samples.Propose with { Inputs = Around(price), Agreement = agreement, By = by, At = At.AddDays(5) }).Facts.Single();
            return new Proposal(fact.Value, fact.Result, fact.AgreementVersion, fact.Agreement, fact.ProposalHash, fact.By, fact.At, fact.Basis);
        });
}
