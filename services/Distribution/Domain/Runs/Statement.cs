using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What one party gets from one pool, line by line, down to the facts and the rule.</summary>
/// <param name="Party">Whose statement.</param>
/// <param name="Run">The run it is taken from.</param>
/// <param name="Contributions">Its accepted values that count.</param>
/// <param name="AcceptedTotal">Their sum.</param>
/// <param name="Lines">What each tier of the waterfall gives it.</param>
/// <param name="Claims">Its cost claims.</param>
/// <param name="Share">Sum of the lines.</param>
/// <param name="LossesReceived">Payments it receives for losses.</param>
/// <param name="LossesPaid">Payments it makes for losses of others.</param>
/// <param name="Received">Their sum.</param>
/// <param name="Paid">Their sum.</param>
/// <param name="Cash">Share + received - paid; below zero, the party owes it.</param>
public sealed record Statement(
    string Party, StatementRun Run, IReadOnlyList<ValueInput> Contributions, Money AcceptedTotal, IReadOnlyList<StatementLine> Lines,
    IReadOnlyList<ClaimPayment> Claims, Money Share, IReadOnlyList<StatementLoss> LossesReceived, IReadOnlyList<StatementLoss> LossesPaid,
    Money Received, Money Paid, Money Cash);

/// <summary>The run of a statement.</summary>
/// <param name="RunId">Stream of the run.</param>
/// <param name="Stage">Proposed, approved or settled.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Agreement">The agreement version.</param>
/// <param name="Rule">Rule id.</param>
/// <param name="RuleVersion">Rule version.</param>
/// <param name="InputsHash">SHA-256 of the rule's inputs.</param>
/// <param name="ProposalHash">What the parties decided on.</param>
public sealed record StatementRun(
    Guid RunId, RunStage Stage, PoolInput Pool, AgreementInput Agreement, string Rule, int RuleVersion, string InputsHash, string ProposalHash);

/// <summary>One line of a statement.</summary>
/// <param name="Line">Id of the line in the calculation: <c>residual/accepted-value/E1</c>.</param>
/// <param name="Name">What it is.</param>
/// <param name="Amount">What the party gets by it.</param>
/// <param name="Formula">The line with its numbers; null when there was nothing to calculate.</param>
/// <param name="Note">What a reader should know.</param>
public sealed record StatementLine(string Line, Text Name, Money Amount, string? Formula, Text? Note);

/// <summary>One payment for a loss.</summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Category">Risk category.</param>
/// <param name="OccurredOn">When it struck.</param>
/// <param name="Other">The other side; null is the reserve.</param>
/// <param name="Amount">What is paid.</param>
/// <param name="Source">The allocation, as recorded by Risks.</param>
public sealed record StatementLoss(
    Guid RiskEventId, string Reference, string Category, DateOnly OccurredOn, string? Other, Money Amount, Citation Source);

/// <summary>Cuts one party's statement out of a run.</summary>
public static class Statements
{
    /// <summary>The statement, or null when the run was not proposed or has no line of the party.</summary>
    public static Statement? Of(Run run, string party)
    {
        if (!run.Stands || run.Computed is not { } computed || computed.Lines.FirstOrDefault(line => line.Party == party) is not { } own) return null;

        var figures = computed.Result.FiguresAs<WaterfallFigures>();
        var currency = computed.Pool.Amount.Currency;
        var values = run.Lists.Values.Where(value => value.Party == party).ToList();
        var losses = run.Lists.Charges.SelectMany(charge => charge.Payments.Select(payment => (Charge: charge, Payment: payment))).ToList();
        return new Statement(
            party,
            new StatementRun(
                run.Id, run.Stage, computed.Pool, computed.Agreement, computed.Result.RuleId, computed.Result.RuleVersion, computed.Result.InputsHash,
                run.Proposed!.ProposalHash),
            values, Money.Sum(values.Select(value => value.Accepted), currency),
            [.. figures.Tiers.SelectMany(tier => Lines(computed.Result, tier, party))],
            [.. figures.Tiers.SelectMany(tier => tier.Claims ?? []).Where(claim => claim.Party == party)],
            own.Share,
            [.. losses.Where(loss => loss.Payment.Party == party).Select(loss => Loss(loss.Charge, loss.Payment, loss.Payment.Payer))],
            [.. losses.Where(loss => loss.Payment.Payer == party).Select(loss => Loss(loss.Charge, loss.Payment, loss.Payment.Party))],
            own.Received, own.Paid, own.Cash);
    }

    private static IEnumerable<StatementLine> Lines(MethodResult result, TierFigures tier, string party)
    {
        if (tier.Keys is { } keys)
        {
            return keys.Where(key => key.Payments.ContainsKey(party)).Select(key => Line(
                result, $"{tier.Tier}/{KebabCase.Name(key.Key)}/{party}", key.Payments[party],
                key.Key == ResidualMeasure.AcceptedValue ? new("By accepted value", "按认定价值") : new("By fixed points", "按固定点数")));
        }

        return tier.Payments.TryGetValue(party, out var amount)
            ? [Line(result, $"{tier.Tier}/{party}", amount, tier.Tier == "cost-recovery" ? new("Costs paid back", "成本回收") : new("Preferred return", "优先回报"))]
            : [];
    }

    private static StatementLine Line(MethodResult result, string id, Money amount, Text name)
    {
        var step = result.Steps.FirstOrDefault(step => step.Id == id);
        return new StatementLine(id, step?.Name ?? name, amount, step?.Formula, step?.Note);
    }

    private static StatementLoss Loss(ChargeInput charge, ChargePayment payment, string? other) => new(
        charge.RiskEventId, charge.Reference, charge.Category, charge.OccurredOn, other, payment.Amount, charge.Cause);
}
