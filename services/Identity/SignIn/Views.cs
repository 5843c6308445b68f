using Ledger.Identity.Web;

namespace Ledger.Identity.SignIn;

/// <summary>What the sign-in page shows.</summary>
/// <param name="Words">Its language.</param>
/// <param name="ReturnUrl">Where a successful sign-in goes on; checked already.</param>
/// <param name="OtherLanguageAddress">This page in the other language.</param>
/// <param name="AntiforgeryField">Name of the hidden field.</param>
/// <param name="AntiforgeryToken">Its value.</param>
/// <param name="Name">Name typed before.</param>
/// <param name="Problem">Why the sign-in before was refused.</param>
public sealed record SignInView(
    Words Words, string ReturnUrl, string OtherLanguageAddress, string AntiforgeryField, string AntiforgeryToken, string? Name, string? Problem);

/// <summary>What the start page shows.</summary>
/// <param name="Words">Its language.</param>
/// <param name="Subject">Who is signed in, or null.</param>
/// <param name="AntiforgeryField">Name of the hidden field of the sign-out form.</param>
/// <param name="AntiforgeryToken">Its value.</param>
public sealed record HomeView(Words Words, string? Subject, string AntiforgeryField, string AntiforgeryToken);
