using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.Valuation.Domain;
using Marten;
using Marten.Linq.MatchesSql;

namespace Ledger.Valuation.Features;

/// <summary>
/// What a valuer does not read before he has valued: the claim, and what others made of it. Where a draw was opened, that holds for
/// everybody who values in the consortium, since anybody of them may be drawn, unless he has a proposal to judge as an approver; where
/// sealed quotes run, for the invited; where a value is challenged, for everybody who values and could make a new appraisal, until the
/// appraisals are there.
/// </summary>
/// <param name="caller">Who reads.</param>
/// <param name="quoting">Cases for which the caller is invited to quote, while the quotation is open.</param>
internal sealed class Blindness(Caller caller, IReadOnlySet<Guid> quoting)
{
    /// <summary>What the caller is kept from; only people who value are asked about.</summary>
    public static async Task<Blindness> OfAsync(Caller caller, IQuerySession reads, CancellationToken ct)
    {
        if (!caller.Roles.Contains(Roles.Valuer)) return new Blindness(caller, new HashSet<Guid>());
        // An enum is stored by its kebab-case name, which the query provider does not know.
        var open = await reads.Query<Quotation>().Where(quotation => quotation.MatchesSql("d.data ->> 'state' = ?", "open")).ToListAsync(ct);
        return new Blindness(caller, open
            .Where(quotation => quotation.Invited.Any(invitee => invitee.Person == caller.Actor.Person))
            .Select(quotation => quotation.Appraisal).ToHashSet());
    }

    /// <summary>Why the caller does not read calculations of this case, or null: the claim stands among the terms of every one.</summary>
    public static async Task<BeforeValuing?> RefusesAsync(Caller caller, Guid appraisal, IQuerySession reads, CancellationToken ct) =>
        await HidesAsync(caller, appraisal, reads, ct) ? new BeforeValuing() : null;

    /// <summary>Whether claim and proposal of one case are kept from the caller.</summary>
    public static async Task<bool> HidesAsync(Caller caller, Guid appraisal, IQuerySession reads, CancellationToken ct)
    {
        if (!caller.Roles.Contains(Roles.Valuer) || await reads.LoadAsync<Appraisal>(appraisal, ct) is not { } state) return false;
        var challenged = state.Reappraisal is { } of ? await reads.LoadAsync<Appraisal>(of.Appraisal, ct) : null;
        return (await OfAsync(caller, reads, ct)).Hides(state, challenged);
    }

    /// <summary>Whether claim and proposal of this case are kept from the caller.</summary>
    /// <param name="appraisal">The case.</param>
    /// <param name="challenged">The appraisal whose value is challenged, where the case is a new one of it and it was read.</param>
    public bool Hides(Appraisal appraisal, Appraisal? challenged = null)
    {
        if (!caller.Roles.Contains(Roles.Valuer)) return false;
        if (appraisal.Proposal?.By.Person != caller.Actor.Person)
        {
            if (appraisal.Challenges.Any(one => one.AwaitsAppraisals)) return true;
            if (appraisal.Reappraisal is { } of) return challenged?.Challenges.Any(one => one.Number == of.Challenge && !one.AwaitsAppraisals) != true;
        }

        if (appraisal.Acceptance is not null) return false;
        if (quoting.Contains(appraisal.Id)) return true;
        if (appraisal.Assignment is not { } assignment) return false;
        var mayJudge = appraisal.Proposal is not null && caller.Roles.Contains(Roles.Approver) && !assignment.IsValuer(caller.Actor.Person);
        return !mayJudge && !(assignment.IsValuer(caller.Actor.Person) && assignment.BlindProposal is not null);
    }
}

internal sealed record BeforeValuing() : Rejection("appraisal.before-valuing", RejectionKind.Forbidden, new(
    "Who values does not read what others made of the case before he has proposed.", "评估人在提出价值之前不得查阅他人对本案的计算。"));
