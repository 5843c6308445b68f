namespace Ledger.Rules;

/// <summary>Who did it: a person acting for an organisation. Both come from the token, never from the request body.</summary>
/// <param name="Person">Subject id of the person at the identity provider.</param>
/// <param name="Organisation">Party id within the consortium, or an outside organisation (appraiser, regulator).</param>
public sealed record Actor(string Person, string Organisation);
