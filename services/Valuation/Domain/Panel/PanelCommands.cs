using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Take a person onto the panel.</summary>
public sealed record AdmitAppraiser(
    string Person, string Organisation, IReadOnlyList<Qualification> Qualifications, Actor By, DateTimeOffset At);

/// <summary>State anew what a person may value.</summary>
public sealed record RenewQualifications(string Person, IReadOnlyList<Qualification> Qualifications, Actor By, DateTimeOffset At);

/// <summary>Suspend, reinstate or remove a person.</summary>
/// <param name="Person">On the panel.</param>
/// <param name="To">The standing wished for.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who; never the person himself.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ChangeStanding(string Person, AppraiserStanding To, string Reason, Actor By, DateTimeOffset At);

/// <summary>Declare a tie; see <see cref="Tie"/>.</summary>
public sealed record DeclareTie(
    TieKind Kind, string Person, string Organisation, DateOnly From, DateOnly? LastDay, Rational? Share, string Evidence, Actor By,
    DateTimeOffset At);

/// <summary>State the last day of a tie.</summary>
public sealed record EndTie(int No, DateOnly LastDay, string Evidence, Actor By, DateTimeOffset At);

/// <summary>Take back a tie that was declared in error.</summary>
public sealed record WithdrawTie(int No, string Reason, Actor By, DateTimeOffset At);
