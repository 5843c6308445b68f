using System.Globalization;
using System.Net;
using Ledger.Identity.Connect;
using Ledger.Identity.People;
using Ledger.Identity.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Ledger.Identity.SignIn;

/// <summary>The fields of the sign-in form.</summary>
/// <param name="Name">person@consortium; case and surrounding spaces do not matter.</param>
/// <param name="Password">As chosen.</param>
/// <param name="ReturnUrl">Where to go on.</param>
/// <param name="Lang">Language of the page.</param>
public sealed record SignInForm(
    [FromForm(Name = "name")] string? Name,
    [FromForm(Name = "password")] string? Password,
    [FromForm(Name = "returnUrl")] string? ReturnUrl,
    [FromForm(Name = "lang")] string? Lang);

/// <summary>The start page, the sign-in form and the sign-out.</summary>
public static class SignInEndpoints
{
    /// <summary>Maps <c>GET /</c>, <c>GET|POST /sign-in</c> and <c>POST /sign-out</c>.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Endpoints.Home, HomeAsync);
        routes.MapGet(Endpoints.SignIn, (HttpContext http, IAntiforgery antiforgery, string? returnUrl) =>
            Form(http, antiforgery, Language.Of(http), returnUrl, null, null, StatusCodes.Status200OK));
        routes.MapPost(Endpoints.SignIn, SignInAsync).DisableAntiforgery();
        routes.MapPost(Endpoints.SignOut, SignOutAsync).DisableAntiforgery();
    }

    // The antiforgery token is checked by hand (hence DisableAntiforgery above): a stale form is shown again with a sentence a
    // person understands, not as an empty 400.
    private static async Task<IResult> SignInAsync(
        HttpContext http, IAntiforgery antiforgery, SignIns signIns, FailedSignIns failures, TimeProvider clock,
        [AsParameters] SignInForm form, CancellationToken ct)
    {
        var language = Language.Of(http, form.Lang);
        var words = Words.In(language);
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Form(http, antiforgery, language, form.ReturnUrl, form.Name, words.FormExpired, StatusCodes.Status400BadRequest);
        }

        if (failures.IsBlocked(address))
        {
            http.Response.Headers.RetryAfter = ((int)Limits.FailureWindow.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Form(http, antiforgery, language, form.ReturnUrl, form.Name, words.TooMany, StatusCodes.Status429TooManyRequests);
        }

        var wellFormed = form.Name is { Length: > 0 and <= Limits.NameLength } && form.Password is { Length: > 0 and <= Limits.PasswordLength };
        var person = wellFormed ? await signIns.CheckAsync(form.Name!, form.Password!, ct) : null;
        if (person is null)
        {
            failures.Count(address);
            return Form(http, antiforgery, language, form.ReturnUrl, form.Name, words.SignInRefused, StatusCodes.Status400BadRequest);
        }

        await http.SignInAsync(BrowserSession.Scheme, BrowserSession.Principal(person, clock.GetUtcNow()));
        return SeeOther(http, ReturnAddress.Checked(form.ReturnUrl));
    }

    private static async Task<IResult> HomeAsync(HttpContext http, IAntiforgery antiforgery, SignIns signIns, CancellationToken ct)
    {
        var session = BrowserSession.Read(await http.AuthenticateAsync(BrowserSession.Scheme));
        var person = await signIns.FindActiveAsync(session?.Subject, session?.Stamp, ct);
        var tokens = antiforgery.GetAndStoreTokens(http);
        return Pages.Home(new HomeView(Words.In(Language.Of(http)), person?.Subject, tokens.FormFieldName, tokens.RequestToken!));
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (await antiforgery.IsRequestValidAsync(http))
        {
            await http.SignOutAsync(BrowserSession.Scheme);
        }

        return SeeOther(http, Endpoints.Home);
    }

    private static IResult Form(
        HttpContext http, IAntiforgery antiforgery, string language, string? returnUrl, string? name, string? problem, int status)
    {
        var words = Words.In(language);
        var back = ReturnAddress.Checked(returnUrl);
        var tokens = antiforgery.GetAndStoreTokens(http);
        var other = Endpoints.SignIn + QueryString.Create([KeyValuePair.Create("returnUrl", (string?)back), KeyValuePair.Create("lang", (string?)words.OtherLang)]);
        return Pages.Form(new SignInView(words, back, other, tokens.FormFieldName, tokens.RequestToken!, name, problem), status);
    }

    // 303: the browser goes on with GET and forgets the password it sent.
    private static IResult SeeOther(HttpContext http, string address)
    {
        http.Response.Headers[HeaderNames.Location] = address;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
