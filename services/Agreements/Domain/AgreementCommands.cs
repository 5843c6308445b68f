using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Write down a version; the document has been checked and hashed.</summary>
public sealed record DraftAgreement(AgreementDocument Agreement, JsonElement Document, string DocumentHash, Actor By, DateTimeOffset At);

/// <summary>Put the draft to the parties.</summary>
public sealed record ProposeAgreement(Actor By, DateTimeOffset At);

/// <summary>Sign, for the signer's own organisation, the document with this hash.</summary>
public sealed record SignAgreement(string DocumentHash, Actor By, DateTimeOffset At);
