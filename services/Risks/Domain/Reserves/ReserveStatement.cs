using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>What a line of the statement of a reserve is. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ReserveLineKind>))]
public enum ReserveLineKind
{
    /// <summary>The waterfall put it in.</summary>
    Funded,

    /// <summary>Paid to sufferers.</summary>
    Paid,

    /// <summary>Came back: recoveries, reversals, calls on the parties.</summary>
    Returned,

    /// <summary>A correction of what was settled.</summary>
    Corrected,
}

/// <summary>A settled movement of the reserve.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="On">Last day of the settled period.</param>
/// <param name="PoolReference">The pool it was settled with; of a correction its number.</param>
/// <param name="RunId">The settlement or correction: its explanation stands in Distribution.</param>
/// <param name="Amount">Above zero in, below zero out.</param>
/// <param name="Balance">After it.</param>
/// <param name="Source">The settlement as recorded.</param>
public sealed record ReserveLine(ReserveLineKind Kind, DateOnly On, string PoolReference, Guid RunId, Money Amount, Money Balance, Citation Source);

/// <summary>What the reserve is committed to and not settled, or will get back.</summary>
/// <param name="RiskEventId">The event.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Year">Year of the loss.</param>
/// <param name="No">Number of the movement.</param>
/// <param name="Amount">Above zero to be paid, below zero coming back.</param>
/// <param name="At">Recorded time.</param>
public sealed record ReserveMovement(Guid RiskEventId, string Reference, int Year, int No, Money Amount, DateTimeOffset At);

/// <summary>The reserve of one agreement from opening to closing, each line linked to what made it.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Opening">Before the first line.</param>
/// <param name="Lines">Settled movements, in order.</param>
/// <param name="Closing">After the last line: opening, lines and gap sum to it.</param>
/// <param name="Gap">What the settlements told do not explain between two of them, above or below zero; zero when nothing is missing.</param>
/// <param name="Committed">What allocations of the losses of these days draw, and returns, in order.</param>
/// <param name="CommittedSum">Their sum.</param>
/// <param name="Target">What the reserve should hold: the target of the waterfall's reserve tier, else the limit of a year.</param>
/// <param name="Missing">Target less closing; zero when it is full.</param>
public sealed record ReserveStatement(
    string AgreementId, DateOnly From, DateOnly To, Money Opening, IReadOnlyList<ReserveLine> Lines, Money Closing, Money Gap,
    IReadOnlyList<ReserveMovement> Committed, Money CommittedSum, Money Target, Money Missing)
{
    /// <summary>The statement of a span of days; null when nothing is known of the agreement.</summary>
    /// <param name="agreementId">Agreement.</param>
    /// <param name="version">Its newest version by the last day; null when there is none.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="settlements">All settlements of the agreement, with their runs.</param>
    /// <param name="movements">Draws and returns of the agreement.</param>
    /// <param name="corrections">Corrections of settlements that moved the reserve; null for none.</param>
    public static ReserveStatement? Of(
        string agreementId, AgreementDocument? version, DateOnly from, DateOnly to, IReadOnlyList<ReserveSettlement> settlements,
        IReadOnlyList<ReserveDraw> movements, IReadOnlyList<ReserveCorrection>? corrections = null)
    {
        ArgumentNullException.ThrowIfNull(settlements);
        ArgumentNullException.ThrowIfNull(movements);
        var currency = version?.Currency ?? (settlements.Count > 0 ? settlements[0].Settled!.Closing.Currency : null)
            ?? (movements.Count > 0 ? movements[0].Committed()!.Currency : null);
        if (currency is null) return null;
        var zero = Money.Zero(currency);
        var (opening, gap) = ((Money?)null, zero);
        Money? balance = null;
        var lines = new List<ReserveLine>();
        var open = (corrections ?? []).Where(item => item.Corrected!.Amount.Currency == currency && item.Corrected.On <= to).OrderBy(item => item.Corrected!.At).ToList();
        foreach (var settlement in settlements.OrderBy(item => item.Settled!.Period.To).ThenBy(item => item.Settled!.At ?? DateTimeOffset.MinValue))
        {
            var settled = settlement.Settled!;
            if (settled.Closing.Currency != currency || settled.Period.To > to) continue;
            foreach (var correction in Known(settled)) Correct(correction);
            var before = settled.Opening ?? balance ?? settled.Closing - settled.Funded + settled.Drawn;
            if (settled.Period.To >= from)
            {
                opening ??= balance ?? before;
                gap += before - (balance ?? before);
                Add(settlement, before);
            }

            balance = settled.Closing;
        }

        foreach (var correction in open.ToList()) Correct(correction);
        var committed = movements.Where(movement => movement.Year >= from.Year && movement.Year <= to.Year)
            .OrderBy(movement => movement.Year).ThenBy(movement => movement.No)
            .Select(movement => movement.Drawn is { } drawn
                ? new ReserveMovement(drawn.RiskEventId, drawn.Reference, drawn.Year, drawn.No, drawn.Amount, drawn.At)
                : new ReserveMovement(
                    movement.Returned!.RiskEventId, movement.Returned.Reference, movement.Year, movement.No, -movement.Returned.Amount, movement.Returned.At))
            .Where(movement => movement.Amount.Currency == currency).ToList();
        var target = TargetOf(version) ?? zero;
        return new ReserveStatement(
            agreementId, from, to, opening ?? balance ?? zero, lines, balance ?? zero, gap, committed,
            Money.Sum(committed.Select(movement => movement.Amount), currency), target, Money.Max(target - (balance ?? zero), zero));

        // A run reads the reserve when it is computed and is settled later: what was booked between belongs after it. Those that make its
        // opening come out were before it; where none do, those that were booked before it was settled.
        List<ReserveCorrection> Known(ReserveSettled settled)
        {
            if (settled.Opening is not { } start) return [.. open.Where(item => item.Corrected!.At < settled.At)];
            // Nothing was corrected before the first settlement.
            if (balance is null) return [];
            var standing = balance;
            for (var i = 0; i <= open.Count; i++)
            {
                if (standing == start) return [.. open.Take(i)];
                if (i < open.Count) standing += open[i].Corrected!.Amount;
            }

            return [.. open.Where(item => item.Corrected!.At < settled.At)];
        }

        void Correct(ReserveCorrection item)
        {
            open.Remove(item);
            var corrected = item.Corrected!;
            var before = balance ?? zero;
            balance = before + corrected.Amount;
            if (corrected.On < from) return;
            opening ??= before;
            lines.Add(new ReserveLine(ReserveLineKind.Corrected, corrected.On, $"adjustment-{corrected.No}", item.Id, corrected.Amount, balance, corrected.Source));
        }

        void Add(ReserveSettlement settlement, Money before)
        {
            var settled = settlement.Settled!;
            var standing = before;
            foreach (var (kind, amount) in new[]
            {
                (ReserveLineKind.Funded, settled.Funded), (ReserveLineKind.Paid, -settled.Drawn),
                (ReserveLineKind.Returned, settled.Closing - before - settled.Funded + settled.Drawn),
            })
            {
                standing += amount;
                if (!amount.IsZero) lines.Add(new ReserveLine(kind, settled.Period.To, settled.PoolReference, settlement.Id, amount, standing, settled.Source));
            }
        }
    }

    /// <summary>What the reserve should hold by the agreement.</summary>
    public static Money? TargetOf(AgreementDocument? version) =>
        version?.Benefit.Waterfall.OfType<ReserveTier>().Select(tier => tier.Target).FirstOrDefault(target => target is not null)
        ?? version?.Risk.Allocation.ReserveLimit;
}
