using Ledger.Identity.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Identity.Web;

/// <summary>The provider's pages as results.</summary>
public static class Pages
{
    /// <summary>The sign-in form, with a problem above it or without.</summary>
    public static IResult Form(SignInView view, int status = StatusCodes.Status200OK) =>
        new RazorComponentResult<SignInPage>(new { View = view }) { StatusCode = status };

    /// <summary>Who is signed in.</summary>
    public static IResult Home(HomeView view) => new RazorComponentResult<HomePage>(new { View = view });

    /// <summary>An authorization request that must not be answered to the program that sent it.</summary>
    /// <param name="http">For the language.</param>
    /// <param name="code">OAuth error code.</param>
    /// <param name="detail">English sentence of the protocol library.</param>
    public static IResult Refusal(HttpContext http, string code, string? detail)
    {
        var words = Words.In(Language.Of(http));
        return Message(new MessageView(words, words.RequestRefused, words.RequestRefusedHint, code, detail), StatusCodes.Status400BadRequest);
    }

    /// <summary>The provider cannot answer.</summary>
    public static IResult Fault(Words words, string sentence, string code, int status) =>
        Message(new MessageView(words, words.Problem, sentence, code, null), status);

    private static RazorComponentResult<MessagePage> Message(MessageView view, int status) => new(new { View = view }) { StatusCode = status };
}

/// <param name="Words">Language of the page.</param>
/// <param name="Title">Heading.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Code">Stable code, or null.</param>
/// <param name="Detail">English detail for whoever develops the program, or null.</param>
public sealed record MessageView(Words Words, string Title, string Text, string? Code, string? Detail);
