using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What an invitation to quote must satisfy.</summary>
internal static class InvitationRules
{
    private const int FewestQuotes = 2;

    public static Rejection? Broken(InviteQuotes command)
    {
        if (!Ordered(command.Window, command.At)) return new WindowsMalformed { Field = "window" };
        if (command.Invited.Count > ValuationLimits.Invitees || command.Least < FewestQuotes || command.Least > command.Invited.Count)
            return new LeastOutOfRange { Field = "least" };
        if ((Blank("what.en", command.What.En) ?? Blank("what.zh", command.What.Zh)) is { } blank) return blank;
        for (var i = 0; i < command.Invited.Count; i++)
        {
            var (here, person) = (JsonPath.Item("invited", i), command.Invited[i]);
            if (command.Known.Panel.Appraiser(person) is null) return AppraiserUnknown.Of(person) with { Field = here };
            if (command.Invited.Take(i).Contains(person)) return new InviteeTwice(person) { Field = here };
        }

        return null;
    }

    /// <summary>The first invited appraiser who could not be drawn for the case either; the assigned valuer may quote.</summary>
    public static Rejection? Excluded(InviteQuotes command, Subject subject, IReadOnlyList<string> agreed)
    {
        var day = DateOnly.FromDateTime(command.At.UtcDateTime);
        var others = command.Known with { Past = [.. command.Known.Past.Where(draw => draw.Appraisal != command.Case.Id)] };
        var sorted = CandidateRules.Sort(subject, agreed, command.Case.Assignment?.Past ?? [], day, others);
        for (var i = 0; i < command.Invited.Count; i++)
        {
            if (sorted.Exclusions.FirstOrDefault(one => one.Person == command.Invited[i]) is { } excluded)
                return new InviteeExcluded(excluded.Person, excluded.Grounds) { Field = JsonPath.Item("invited", i) };
        }

        return null;
    }

    public static bool Ordered(QuoteWindow window, DateTimeOffset now) =>
        window.CommitUntil > now && window.CommitUntil - now <= ValuationLimits.QuoteWindow
        && window.RevealUntil > window.CommitUntil && window.RevealUntil - window.CommitUntil <= ValuationLimits.QuoteWindow;

    public static bool Repeats(Quotation state, InviteQuotes command) =>
        state.Appraisal == command.Case.Id && state.Round == 1 && state.Window == command.Window && state.What == command.What
        && state.Rule == command.Rule && state.Least == command.Least
        && state.Invited.Select(invitee => invitee.Person).SequenceEqual(command.Invited, StringComparer.Ordinal);

    private static InputRejection? Blank(string field, string text) =>
        string.IsNullOrWhiteSpace(text) ? new InputRejection("input.blank", new("The text is blank.", "文字为空。")).At(field)
        : text.Length > RuleLimits.Text ? Problems.TooLong(field, RuleLimits.Text)
        : null;
}
