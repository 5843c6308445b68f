using System.Security.Claims;
using Ledger.Rules;

namespace Ledger.ServiceDefaults.Access;

/// <summary>Who calls, as the token says.</summary>
/// <param name="Consortium">The one consortium of the token.</param>
/// <param name="Actor">Person and organisation.</param>
/// <param name="Roles">Roles held in that consortium.</param>
public sealed record Caller(string Consortium, Actor Actor, IReadOnlyList<string> Roles);

/// <summary>Claims of an access token; their names are part of the public interface.</summary>
public static class Claims
{
    public const string Subject = "sub";
    public const string Consortium = "consortium";
    public const string Organisation = "organisation";
    public const string Role = "role";

    /// <summary>The caller of an authorized request.</summary>
    /// <exception cref="InvalidOperationException">The endpoint let an unauthorized request through.</exception>
    public static Caller Caller(this ClaimsPrincipal user) =>
        user.TryCaller() ?? throw new InvalidOperationException("An endpoint without authorization asked for its caller.");

    /// <summary>The caller, or null when the token lacks a claim or names more than one consortium, organisation or subject.</summary>
    public static Caller? TryCaller(this ClaimsPrincipal user) =>
        Single(user, Subject) is { } person && Single(user, Consortium) is { } consortium && Single(user, Organisation) is { } organisation
            ? new Caller(consortium, new Actor(person, organisation), [.. user.FindAll(Role).Select(claim => claim.Value)])
            : null;

    private static string? Single(ClaimsPrincipal user, string type)
    {
        var values = user.FindAll(type).Select(claim => claim.Value).Take(2).ToList();
        return values is [var one] && !string.IsNullOrWhiteSpace(one) ? one : null;
    }
}
