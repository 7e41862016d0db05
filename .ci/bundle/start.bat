@echo off
rem Installs Safetown from this folder and starts it; no internet is asked for.
rem   start.bat          the county's own store (data\safetown.sqlite)
rem   start.bat demo     the demo county
rem   start.bat install  install only
setlocal
chcp 65001 >nul
set "here=%~dp0"
set "wheels=%here%wheels\windows-amd64"
set "installed=%here%.installed"
if not exist "%wheels%" (echo Missing: %wheels% & exit /b 1)
set "python="
for %%v in (3.11 3.12 3.13) do (
  if not defined python (
    py -%%v -c "import venv" >nul 2>nul && call :fits %%v
  )
)
if not defined python (
  echo Needs Python 3.11 ^(64-bit^), with the py launcher: see the guide.
  exit /b 1
)
if not exist "%installed%\Scripts\safetown.exe" (
  echo Installing, a minute or two...
  %python% -m venv "%installed%" || exit /b 1
  "%installed%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%wheels%" safetown || (rmdir /s /q "%installed%" & exit /b 1)
)
if "%~1"=="install" exit /b 0
if not exist "%here%data" mkdir "%here%data"
cd /d "%here%data"
if not defined SAFETOWN_LANG set "SAFETOWN_LANG=zh"
if "%~1"=="demo" ("%installed%\Scripts\safetown.exe" demo --out demo --serve %2 %3 %4 %5) else ("%installed%\Scripts\safetown.exe" serve %*)
exit /b %errorlevel%

:fits
set "version=%1"
set "tag=cp%version:.=%"
dir /b "%wheels%\numpy-*-%tag%-*.whl" >nul 2>nul && set "python=py -%version%"
exit /b 0
