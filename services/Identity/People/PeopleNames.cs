using Ledger.Identity.Connect;
using Ledger.Identity.Store;
using Ledger.Identity.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;

namespace Ledger.Identity.People;

/// <summary>A name in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Zh">Chinese.</param>
public sealed record NameOfPerson(string En, string Zh);

/// <summary>What a person is called.</summary>
/// <param name="Id"><c>person@consortium</c>, as recorded facts name the person.</param>
/// <param name="Name">Display name.</param>
public sealed record PersonNamed(string Id, NameOfPerson Name);

/// <summary>A page of names.</summary>
/// <param name="Items">At most <see cref="Limits.NamesPage"/>, in the order of ids.</param>
/// <param name="Next">Cursor of the next page, the last id of this one; null at the end.</param>
public sealed record PageOfNames(IReadOnlyList<PersonNamed> Items, string? Next);

/// <summary>
/// <c>GET /api/v1/consortia/{consortium}/people?after=</c>: what the people of a consortium are called, for whoever is signed in there.
/// Recorded facts name people by id only, so that a name can be changed or erased here without touching a fact. People who may not
/// sign in any more are among them: what they did is still on record. Nothing else of a person is told. 401
/// <c>token.missing-or-invalid</c>; 403 <c>consortium.foreign</c>.
/// </summary>
public static class PeopleNames
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapPeopleNames(this IEndpointRouteBuilder routes) => routes.MapGet(Endpoints.People, HandleAsync);

    private static async Task HandleAsync(string consortium, string? after, HttpContext http, IdentityStore store, CancellationToken ct)
    {
        var caller = (await http.AuthenticateAsync(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (caller is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Faults.WriteAsync(http, StatusCodes.Status401Unauthorized, "token.missing-or-invalid");
            return;
        }

        if (caller.GetClaim(PersonClaims.Consortium) != consortium)
        {
            await Faults.WriteAsync(http, StatusCodes.Status403Forbidden, "consortium.foreign");
            return;
        }

        await http.Response.WriteAsJsonAsync(await ReadAsync(store, consortium, after ?? "", ct), ct);
    }

    private static async Task<PageOfNames> ReadAsync(IdentityStore store, string consortium, string after, CancellationToken ct)
    {
        var found = await store.People.AsNoTracking()
            .Where(person => person.Consortium == consortium && string.Compare(person.Subject, after) > 0)
            .OrderBy(person => person.Subject).Take(Limits.NamesPage + 1)
            .Select(person => new PersonNamed(person.Subject, new NameOfPerson(person.NameEn, person.NameZh))).ToListAsync(ct);
        return found.Count > Limits.NamesPage ? new([.. found.Take(Limits.NamesPage)], found[Limits.NamesPage - 1].Id) : new(found, null);
    }
}
