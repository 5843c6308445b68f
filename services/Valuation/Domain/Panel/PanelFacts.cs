using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A person came onto the panel.</summary>
public sealed record AppraiserAdmitted(
    string Person, string Organisation, IReadOnlyList<Qualification> Qualifications, Actor By, DateTimeOffset At);

/// <summary>These qualifications take the place of the earlier ones.</summary>
public sealed record QualificationsRenewed(string Person, IReadOnlyList<Qualification> Qualifications, Actor By, DateTimeOffset At);

/// <summary>A person is not drawn for now.</summary>
public sealed record AppraiserSuspended(string Person, string Reason, Actor By, DateTimeOffset At);

/// <summary>A suspended person is drawn again.</summary>
public sealed record AppraiserReinstated(string Person, string Reason, Actor By, DateTimeOffset At);

/// <summary>A person left the panel for good.</summary>
public sealed record AppraiserRemoved(string Person, string Reason, Actor By, DateTimeOffset At);

/// <summary>A tie was declared, by the appraiser or about him; the members are those of <see cref="Tie"/>.</summary>
public sealed record TieDeclared(
    int No, TieKind Kind, string Person, string Organisation, DateOnly From, DateOnly? LastDay, Rational? Share, string Evidence, Actor By,
    DateTimeOffset At);

/// <summary>The last day of a tie became known.</summary>
public sealed record TieEnded(int No, DateOnly LastDay, string Evidence, Actor By, DateTimeOffset At);

/// <summary>A tie had been declared in error.</summary>
public sealed record TieWithdrawn(int No, string Reason, Actor By, DateTimeOffset At);
