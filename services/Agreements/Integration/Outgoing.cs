using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>What Agreements tells the others.</summary>
internal static class Outgoing
{
    public static void Map(OutgoingMap map) => map.Map<AgreementActivated, V1.AgreementActivated>((fact, at) =>
        new(at.Stream, fact.AgreementId, fact.Version, fact.DocumentHash, fact.Document,
            fact.Profile is { } profile ? JsonSerializer.SerializeToElement(profile, FactJson.Facts) : null));
}
