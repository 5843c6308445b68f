using System.Security.Claims;
using Ledger.Portal.Web;

namespace Ledger.Portal.Accounts;

/// <summary>Who is signed in, as the access token says: one person, one consortium, one organisation, some roles.</summary>
/// <param name="Id">Id of the person in the consortium (<c>lin</c>).</param>
/// <param name="Name">In both languages.</param>
/// <param name="Consortium">The consortium whose records are shown.</param>
/// <param name="Organisation">The party the person acts for.</param>
/// <param name="Roles">As in the <c>role</c> claim.</param>
public sealed record Account(string Id, Text Name, string Consortium, string Organisation, IReadOnlyList<string> Roles)
{
    /// <summary>Whether the person has a role.</summary>
    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);

    /// <summary>Whether the person has one of these roles.</summary>
    public bool IsAny(params IEnumerable<string> roles) => roles.Any(Is);

    /// <summary>The person of a session; null when nobody is signed in.</summary>
    public static Account? Of(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true) return null;
        string Claim(string type) => principal.FindFirstValue(type) ?? "";
        var subject = Claim("sub");
        var at = subject.LastIndexOf('@');
        var name = Claim("name");
        return new Account(
            at < 0 ? subject : subject[..at],
            new Text(name, principal.FindFirstValue(Claims.NameZh) ?? name),
            Claim(Claims.Consortium), Claim(Claims.Organisation),
            [.. principal.FindAll(Claims.Role).Select(claim => claim.Value)]);
    }
}

/// <summary>The roles that the services know.</summary>
public static class Role
{
    public const string Contributor = "contributor";
    public const string Signatory = "signatory";
    public const string Valuer = "valuer";
    public const string FinanceOfficer = "finance-officer";
    public const string Approver = "approver";
    public const string Regulator = "regulator";
    public const string Administrator = "administrator";
}
