using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What an assignment asks of a proposal and of its valuer.</summary>
internal static class AssignmentRules
{
    /// <summary>Null when this person may propose by this method; an appraisal without a draw is open to every valuer unless the agreement asks for one.</summary>
    public static Rejection? Refuses(Appraisal state, AgreementDocument agreement, string method, Actor by)
    {
        if (state.Assignment is not { } assignment) return agreement.Valuation.ValuerByDraw || state.Reappraisal is not null ? new AssignmentRequired() : null;
        if (!assignment.IsValuer(by.Person)) return new NotAssigned();
        return assignment.Valuer!.Methods.Contains(method) || agreement.PolicyOf(state.Subject!.Kind)?.Methods.Contains(method) != true
            ? null
            : new MethodNotQualified(method) { Field = "method" };
    }

    /// <summary>
    /// Conflicts of the drawn valuer from the draw to the acceptance, or to now. Only draws before his own count against him.
    /// </summary>
    public static IReadOnlyList<Finding> Conflicts(Appraisal state, KnownTies known, DateTimeOffset now)
    {
        if (state.Assignment is not { Step: AssignmentStep.Drawn, Valuer: { } valuer, DrawnAt: { } drawn }) return [];
        var before = known with
        {
            Past = [.. known.Past.Where(draw => draw.Appraisal != state.Id && draw.DrawnAt < drawn)],
        };
        var until = state.Acceptance?.At ?? now;
        var span = new Period(DateOnly.FromDateTime(drawn.UtcDateTime), DateOnly.FromDateTime(until.UtcDateTime));
        return IndependenceRules.Find(new Appraiser(valuer.Person, valuer.Organisation, []), state.Subject!.Party, span, before);
    }
}
