using Ledger.Valuation;

return await ValuationService.Create(args).RunAsync(args);
