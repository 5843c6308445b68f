namespace Ledger.Portal.Start;

/// <summary>What the start page shows.</summary>
/// <param name="Language">Of <see cref="Web.Language"/>.</param>
/// <param name="Statuses">One per service, and the sign-in.</param>
/// <param name="Issuer">Where people sign in.</param>
/// <param name="SeenAt">When the services were asked.</param>
public sealed record StartView(string Language, IReadOnlyList<ServiceStatus> Statuses, Uri Issuer, DateTimeOffset SeenAt);
