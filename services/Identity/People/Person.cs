namespace Ledger.Identity.People;

/// <summary>Somebody who can sign in. A person acts in exactly one consortium, for one organisation.</summary>
public sealed class Person
{
    /// <summary>
    /// <c>person@consortium</c>, e.g. <c>lin@taihu</c>: the sign-in name and the <c>sub</c> claim. Never given to somebody else
    /// later, because recorded facts name it.
    /// </summary>
    public required string Subject { get; init; }

    /// <summary>The consortium (tenant) the person acts in.</summary>
    public required string Consortium { get; init; }

    /// <summary>Display name, English.</summary>
    public required string NameEn { get; set; }

    /// <summary>Display name, Chinese.</summary>
    public required string NameZh { get; set; }

    /// <summary>Id of the party the person acts for.</summary>
    public required string Organisation { get; set; }

    /// <summary>Of <see cref="Role.All"/>, in that order.</summary>
    public required string[] Roles { get; set; }

    /// <summary>In the form of ASP.NET Core's PasswordHasher (PBKDF2-HMAC-SHA512).</summary>
    public required string PasswordHash { get; set; }

    /// <summary>Changes with the password; sign-ins and refresh tokens of before are void then.</summary>
    public required Guid Stamp { get; set; }

    /// <summary>First moment of the right to sign in; null: since ever.</summary>
    public DateTimeOffset? ValidFrom { get; set; }

    /// <summary>First moment after it; null: without end.</summary>
    public DateTimeOffset? ValidUntil { get; set; }

    /// <summary>Turned off by the operator.</summary>
    public bool Disabled { get; set; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>No password is accepted before this moment.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Whether the person may act at <paramref name="now"/>.</summary>
    public bool IsActive(DateTimeOffset now) =>
        !Disabled && (ValidFrom is null || ValidFrom <= now) && (ValidUntil is null || now < ValidUntil);
}
